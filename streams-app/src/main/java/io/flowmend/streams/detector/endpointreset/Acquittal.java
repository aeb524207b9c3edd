/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a reset, or rules that were written, are no finding. Asked for by people only. */
final class Acquittal {

    static final String UNCHANGED = "the agent saw that its rules are the same, and wrote nothing";
    static final String SENT = "this side sent the reset";
    static final String REFUSED = "the connection was refused";
    static final String ENDED = "its rules were written while it ended";
    static final String UNKNOWN = "the node or the API is not known at this time";
    static final String NO_WINDOWS = "the node is no Windows node: writing rules resets nothing there";
    static final String NO_RESET = "its rules were written, and no peer on a watched node received a reset";
    static final String YOUNGER = "the connection is younger than the rules";
    static final String NO_RULES = "no rules of the pod were written shortly before";

    /** @param address of the pod, or its name where that is not known */
    static Harmless of(String cluster, String node, String address, String reason, Instant at) {
        return new Harmless(
                RefreshRule.NAME,
                new Subject(
                        cluster,
                        node,
                        Optional.empty(),
                        Optional.empty(),
                        address,
                        Optional.empty(),
                        OptionalInt.empty()),
                at,
                reason);
    }

    private Acquittal() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.HashSet;
import java.util.Set;

/** What was met on all ways through the rules. */
final class Outcome {

    private final Set<NatVerdict.Target> targets = new HashSet<>();
    private boolean refused;
    private boolean accepted;

    void translates(NatVerdict.Target target) {
        targets.add(target);
    }

    void refuses() {
        refused = true;
    }

    void accepts() {
        accepted = true;
    }

    /** True if a packet may have been accepted in the chain; asking forgets, as the next base chain begins anew. */
    boolean takeAccepted() {
        var was = accepted;
        accepted = false;
        return was;
    }

    /** True if every way ended in a refusal. */
    boolean refusesAll(boolean mayPass) {
        return refused && !mayPass && targets.isEmpty();
    }

    /** @param mayPass a packet may come out untranslated */
    NatVerdict verdict(boolean mayPass) {
        if (targets.isEmpty()) {
            return !refused
                    ? new NatVerdict.NoRule()
                    : mayPass ? dependsOnMore("some flows are refused, others pass") : new NatVerdict.Refused();
        }
        if (mayPass || refused) {
            return dependsOnMore("only some flows are translated, to " + targets);
        }
        return new NatVerdict.LeadsTo(targets);
    }

    private static NatVerdict dependsOnMore(String what) {
        return new NatVerdict.NotUnderstood("the rules ask for more than address, protocol and port: " + what);
    }
}

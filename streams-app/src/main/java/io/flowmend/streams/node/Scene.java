/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** One turn of a rule: when and where it is, what it keeps, and whom it tells. */
public interface Scene {

    String cluster();

    String node();

    /** Event time of this turn. */
    Instant now();

    /** Whether node and API are known now; no rule concludes while they are not. */
    boolean isKnown();

    /** The first heartbeat that covers {@link #now()}; empty while that is not known. */
    Optional<NodeBeat> beat();

    Book book();

    /** @param tag comes back with the turn */
    void wakeAt(Instant time, String tag);

    void found(Finding finding);

    /**
     * Hands on to the rule's part that sees all nodes, in the order of the turns.
     *
     * @param id tells what is handed on in one turn apart
     */
    void handOn(String id, StoredCase said);

    void measured(Latency latency);

    /** @param judged made only if somebody asks */
    void harmless(Supplier<Harmless> judged);
}

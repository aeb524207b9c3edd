/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import java.time.Instant;
import java.util.List;

/** What must reach the topic, in this order. */
public sealed interface Publication {

    String path();

    Instant observedAt();

    /**
     * A state.
     *
     * @param changed parts that differ from the last published state; all if there is none
     * @param deleted true in the final state; a tombstone follows
     * @param relisted true if a list brought it, so that what happened between is unknown
     */
    record State(
            Facts facts,
            String resourceVersion,
            Instant observedAt,
            List<String> changed,
            boolean deleted,
            boolean relisted)
            implements Publication {

        public State {
            changed = List.copyOf(changed);
        }

        @Override
        public String path() {
            return facts.path();
        }
    }

    /** The object is gone; compaction may forget it. */
    record Tombstone(String path, Instant observedAt) implements Publication {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import java.time.Instant;

/**
 * A dump, ordered against the events around it.
 *
 * @param low it began
 * @param high it ended, and every event up to here has won over its rows
 */
public record Snapshot(String id, Reason reason, Instant low, Instant high) {

    public enum Reason {
        /** The producer began to watch. */
        START,
        /** Something was lost. */
        OVERFLOW,
        /** A service address appeared, or the twins of an entry are looked for. */
        ADDRESS
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.RecordRef;
import java.util.Set;

/**
 * What an executor said of a command.
 *
 * @param netlinkPorts from which it acted
 * @param record its time is the node's clock
 */
public record Result(
        String commandId, String findingId, Outcome outcome, String reason, Set<Long> netlinkPorts, RecordRef record) {

    public Result {
        netlinkPorts = Set.copyOf(netlinkPorts);
    }

    /** As a line of evidence. */
    Evidence line() {
        return new Evidence("the executor says of " + commandId + ": " + outcome + ", " + reason, record);
    }

    /** The words are the schema's. */
    public enum Outcome {
        REFUSED,
        STARTED,
        MENDED,
        NOTHING_LEFT,
        DRY_RUN,
        FAILED,
        INTERRUPTED
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A step of a finding's life.
 *
 * @param at event time of the record or deadline that made it
 * @param netlinkPort who ended the fault, if a program did it through netlink: the planner knows by it whether it was ours
 */
public record Transition(FindingState state, Instant at, String reason, OptionalLong netlinkPort) {

    public Transition(FindingState state, Instant at, String reason) {
        this(state, at, reason, OptionalLong.empty());
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import java.time.Instant;

/**
 * A step of a finding's life.
 *
 * @param at event time of the record or deadline that made it
 */
public record Transition(FindingState state, Instant at, String reason) {}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import java.time.Instant;
import java.util.Optional;

/**
 * All that the rule may look at beside the case.
 *
 * @param now event time of what led here; the live time for an eager finding
 * @param issue when a command would be issued: {@code now}, or the present if that is long ago, or a person's clock is ahead of it
 * @param optOut who opted out, in words
 * @param canSign there is a signing key
 * @param closed why nothing is commanded without a person just now: window or circuit breaker
 * @param spent which budget is used up
 */
record Situation(
        Instant now,
        Instant issue,
        Mode mode,
        Optional<String> optOut,
        boolean canSign,
        Optional<String> closed,
        Optional<String> spent) {}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The last command of a case.
 *
 * @param targets hashes of what it was to mend
 */
public record Sent(String id, Instant issuedAt, Instant expiresAt, Set<Long> targets, Fate fate) {

    /** As {@code executor.clock.ahead.max} usually is. */
    private static final Duration MOST_AHEAD = Duration.ofSeconds(2);

    public Sent {
        targets = Set.copyOf(targets);
    }

    /** What became of it. */
    public enum Fate {
        PENDING,
        /** Nothing more is to be done for its targets: mended, nothing left, or a dry run. */
        DONE,
        REFUSED,
        /** Worth another attempt: failed, interrupted, unanswered, or refused only for its times. */
        MISSED
    }

    /** Whether an executor that answers then, by its node's clock, took the command for neither expired nor from the future. */
    boolean isInTime(Instant answer) {
        return !answer.isBefore(issuedAt.minus(MOST_AHEAD)) && answer.isBefore(expiresAt);
    }

    Sent with(Fate next) {
        return new Sent(id, issuedAt, expiresAt, targets, next);
    }
}

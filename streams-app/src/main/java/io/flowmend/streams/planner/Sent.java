/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import java.time.Instant;
import java.util.Set;

/**
 * The last command of a case.
 *
 * @param targets hashes of what it was to mend
 */
public record Sent(String id, Instant issuedAt, Instant expiresAt, Set<Long> targets, Fate fate) {

    public Sent {
        targets = Set.copyOf(targets);
    }

    /** What became of it. */
    public enum Fate {
        PENDING,
        /** Nothing more is to be done for its targets: mended, nothing left, or a dry run. */
        DONE,
        REFUSED,
        /** Worth another attempt: failed, interrupted, or unanswered. */
        MISSED
    }

    Sent with(Fate next) {
        return new Sent(id, issuedAt, expiresAt, targets, next);
    }
}

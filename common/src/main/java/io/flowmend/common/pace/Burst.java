/* Licensed under Apache-2.0. */
package io.flowmend.common.pace;

import java.time.Duration;
import java.time.Instant;

/** Allows a few at once, and in the long run one per {@code refill}. Who asks brings the time. Not thread-safe. */
public final class Burst {

    private final int most;
    private final Duration refill;
    /** When as many as ever are allowed again. */
    private Instant whole = Instant.MIN;

    /**
     * @param most at once
     * @param refill after which one more is allowed
     */
    public Burst(int most, Duration refill) {
        this.most = most;
        this.refill = refill;
    }

    /** Whether one is allowed now. */
    public boolean has(Instant now) {
        return !after(now).isAfter(now.plus(refill.multipliedBy(most)));
    }

    /** One happens now, allowed or not. */
    public void take(Instant now) {
        whole = after(now);
    }

    private Instant after(Instant now) {
        var farthest = now.plus(refill.multipliedBy(most));
        // Beyond it only a clock that was set back can be: it must not forbid all until it has caught up.
        var from = whole.isBefore(now) || whole.isAfter(farthest.plus(refill)) ? now : whole;
        return from.plus(refill);
    }
}

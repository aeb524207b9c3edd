/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How fast a recording is played. */
@FunctionalInterface
public interface Pace {

    /** Returns when a record of this time on the recording's time line may be sent. */
    void await(Instant at) throws InterruptedException;

    /** As fast as the broker takes it. */
    static Pace max() {
        return at -> {};
    }

    /** As it happened, {@code start} being now. */
    static Pace live(Instant start, Clock clock) {
        return times(1, start, clock);
    }

    /** So many times as fast as it happened, {@code start} being now. */
    static Pace times(double speed, Instant start, Clock clock) {
        var began = clock.instant();
        return at -> {
            var ahead = Duration.between(clock.instant(), began.plusNanos((long)
                    (Duration.between(start, at).toNanos() / speed)));
            if (ahead.isPositive()) {
                Thread.sleep(ahead);
            }
        };
    }
}

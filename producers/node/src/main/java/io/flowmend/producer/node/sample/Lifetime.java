/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import java.time.Duration;
import java.time.Instant;

/**
 * The remaining life of an entry as one look showed it.
 *
 * <p>The kernel cuts the timeout off to whole seconds and we know only that it looked between two moments. For an entry
 * that nobody refreshed, two looks therefore differ by less than a second; by a second or more only if somebody sent.
 *
 * @param from the kernel looked no earlier
 * @param until the kernel looked no later
 * @param seconds remaining, cut off
 */
public record Lifetime(Moment from, Moment until, int seconds) {

    static final Duration APART = Duration.ofSeconds(2);
    static final Duration MOVED = Duration.ofSeconds(1);
    /** The kernel counts in ticks, the coarsest of 10 ms: its "now" may be so much older than ours. */
    private static final Duration TICK = Duration.ofMillis(10);

    /**
     * Between two looks at an entry that is sent through all the time, so that the second is sure to tell: the event of a
     * new entry shows 30 s, each later look 29. A look only 2 s later would be for nothing.
     */
    public static final Duration TELLING = APART.plus(TICK);

    /** True if the entry's life was surely prolonged after the earlier look. */
    public boolean prolonged(Lifetime earlier) {
        var apart = from.since(earlier.until);
        var moved = apart.minus(TICK).plusSeconds(seconds).minusSeconds(earlier.seconds);
        return apart.compareTo(APART) >= 0 && moved.compareTo(MOVED) >= 0;
    }

    /** True if the entry's life was surely cut after the earlier look: a packet moved it into a shorter-lived state. */
    public boolean cut(Lifetime earlier) {
        var latest = until.running().plusSeconds(seconds).plusSeconds(1);
        return latest.plus(TICK).compareTo(earlier.from.running().plusSeconds(earlier.seconds)) < 0;
    }

    /** When the entry ends at the earliest if nobody sends. */
    public Instant endOfLife() {
        return from.wall().plusSeconds(seconds);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.remediation.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * Wall time that is never earlier than what was already seen plus the monotone time since: a clock that is set back makes no
 * command younger. One that was set forward stays ahead until the wall catches up, which refuses commands and never revives one; a
 * restart ends that only if the journal, whose latest line is the floor, has no line of that time. For one thread.
 */
public final class GuardedClock {

    private final Clocks clocks;
    private Instant latest;
    private long at;

    /** @param floor time that has surely passed: the latest of the journal */
    public GuardedClock(Clocks clocks, Instant floor) {
        this.clocks = clocks;
        this.at = clocks.nanos();
        this.latest = later(clocks.wall(), floor);
    }

    public Instant now() {
        var nanos = clocks.nanos();
        latest = later(clocks.wall(), latest.plusNanos(Math.max(0, nanos - at)));
        at = nanos;
        return latest;
    }

    public long nanos() {
        return clocks.nanos();
    }

    /** How far the wall clock is behind what has surely passed; zero if it is not. */
    public Duration behind() {
        var gap = Duration.between(clocks.wall(), now());
        return gap.isNegative() ? Duration.ZERO : gap;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

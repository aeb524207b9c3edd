/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.flowmend.producer.kubernetes.config.CanaryConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * When the next canaries go out: each period, and more often for a while after {@link #hurry}: at once, then each busy
 * period, and as the hold of the end is over, which the mark of that canary proves. Never more than twice in a busy period.
 * Thread-safe.
 */
final class Pulse {

    private final Duration period;
    private final CanaryConfig.Haste haste;
    private final Semaphore woken = new Semaphore(0);
    private final Deque<Instant> holds = new ArrayDeque<>();
    private Instant busyUntil = Instant.MIN;

    Pulse(Duration period, CanaryConfig.Haste haste) {
        this.period = period;
        this.haste = haste;
    }

    synchronized void hurry(Instant now) {
        if (!haste.time().isPositive()) {
            return;
        }
        var wasBusy = now.isBefore(busyUntil);
        busyUntil = now.plus(haste.time());
        var over = now.plus(haste.hold());
        if (holds.isEmpty() || holds.getLast().isBefore(over)) {
            holds.add(over);
        }
        if (!wasBusy) {
            woken.release();
        }
    }

    void end() {
        woken.release();
    }

    /** How long after {@code now}, when the last canaries were sent, the next are due. */
    synchronized Duration next(Instant now) {
        while (!holds.isEmpty() && !holds.getFirst().isAfter(now)) {
            holds.removeFirst();
        }
        var regular = now.isBefore(busyUntil) ? haste.period() : period;
        if (holds.isEmpty()) {
            return regular;
        }
        var untilOver = longer(haste.period().dividedBy(2), Duration.between(now, holds.getFirst()));
        return untilOver.compareTo(regular) < 0 ? untilOver : regular;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** @return whether it was woken before they were due */
    boolean await(Instant now) throws InterruptedException {
        return woken.tryAcquire(next(now).toNanos(), TimeUnit.NANOSECONDS);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.flowmend.common.pace.Burst;
import io.flowmend.producer.kubernetes.config.CanaryConfig.Haste;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * When the next canaries go out: each period; each busy period for a while after {@link #hurry}, which also wakes the loop;
 * and as a {@link #hold} is over, which the mark of that canary proves. Where holds end all the time this makes one
 * canary more in a second. Thread-safe.
 */
final class Pulse {

    private final Duration period;
    private final Haste haste;
    private final Semaphore woken = new Semaphore(0);
    /** Ends of holds, in order; those of one canary are dropped with it, so there are no more than in one hold. */
    private final Deque<Instant> holds = new ArrayDeque<>();

    private final Burst hastened = new Burst(4, Duration.ofSeconds(1));
    private Instant busyUntil = Instant.MIN;

    Pulse(Duration period, Haste haste) {
        this.period = period;
        this.haste = haste;
    }

    synchronized void hurry(Instant now) {
        var wasBusy = now.isBefore(busyUntil);
        busyUntil = now.plus(haste.time());
        if (!wasBusy && haste.time().isPositive()) {
            woken.release();
        }
    }

    /** From {@code now} on somebody holds back. */
    synchronized void hold(Instant now) {
        var over = now.plus(haste.hold());
        if (haste.time().isPositive() && (holds.isEmpty() || holds.getLast().isBefore(over))) {
            holds.add(over);
        }
    }

    void end() {
        woken.release();
    }

    /** How long after {@code sent}, the stamp of the last canaries, the next are due. */
    synchronized Duration next(Instant sent) {
        holds.removeIf(over -> !over.isAfter(sent));
        var regular = sent.isBefore(busyUntil) ? haste.period() : period;
        if (holds.isEmpty()) {
            return regular;
        }
        var half = haste.period().dividedBy(2);
        var over = Duration.between(sent, holds.getFirst());
        var due = over.compareTo(half) < 0 ? half : over;
        if (due.compareTo(regular) < 0 && hastened.has(sent)) {
            hastened.take(sent);
            return due;
        }
        // A regular canary shortly before the end of a hold would only delay the one that proves it.
        return due.compareTo(regular) >= 0 && due.compareTo(regular.plus(half)) < 0 ? due : regular;
    }

    /** @return whether it was woken before they were due */
    boolean await(Instant sent) throws InterruptedException {
        return woken.tryAcquire(next(sent).toNanos(), TimeUnit.NANOSECONDS);
    }
}

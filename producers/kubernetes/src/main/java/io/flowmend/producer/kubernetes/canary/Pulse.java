/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** When the next canaries go out: each period, and at once and more often for a while after {@link #hurry}. Thread-safe. */
final class Pulse {

    private final Duration period;
    private final Duration busyPeriod;
    private final Duration busyTime;
    private final Semaphore woken = new Semaphore(0);
    private Instant busyUntil = Instant.MIN;

    Pulse(Duration period, Duration busyPeriod, Duration busyTime) {
        this.period = period;
        this.busyPeriod = busyPeriod;
        this.busyTime = busyTime;
    }

    synchronized void hurry(Instant now) {
        var wasBusy = now.isBefore(busyUntil);
        busyUntil = now.plus(busyTime);
        if (!wasBusy && busyTime.isPositive()) {
            woken.release();
        }
    }

    void end() {
        woken.release();
    }

    /** How long after {@code now} the next canaries are due. */
    synchronized Duration next(Instant now) {
        return now.isBefore(busyUntil) ? busyPeriod : period;
    }

    /** @return whether it was woken before they were due */
    boolean await(Instant now) throws InterruptedException {
        return woken.tryAcquire(next(now).toMillis(), TimeUnit.MILLISECONDS);
    }
}

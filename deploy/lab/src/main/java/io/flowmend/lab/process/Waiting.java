/* Licensed under Apache-2.0. */
package io.flowmend.lab.process;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for the real world, which cannot be told to hurry; every wait is bounded and says what it waited for. */
public final class Waiting {

    private static final Duration POLL = Duration.ofMillis(10);

    private Waiting() {}

    /** Returns as soon as the condition holds, or fails naming it. */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        if (!holdsWithin(atMost, condition)) {
            throw new IllegalStateException("not within " + atMost + ": " + what);
        }
    }

    /** Whether the condition came to hold in that time. */
    public static boolean holdsWithin(Duration atMost, BooleanSupplier condition) {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
            stopIfAsked();
        }
        return true;
    }

    /** Lets the world go on for that long. */
    public static void pass(Duration time) {
        var deadline = System.nanoTime() + time.toNanos();
        for (var left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
            stopIfAsked();
        }
    }

    /** A thread that was interrupted would not park any more. */
    private static void stopIfAsked() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while waiting");
        }
    }
}

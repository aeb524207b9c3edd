/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what real parts do in their own time. */
public final class Await {

    /** @param otherwise what to say if it does not happen */
    public static void until(Duration within, BooleanSupplier happened, Supplier<?> otherwise)
            throws InterruptedException {
        var end = Instant.now().plus(within);
        while (!happened.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("did not happen within " + within + ": " + otherwise.get());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Await() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.process.Waiting;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits of a case. */
final class Watching {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** @throws BadSetup if it does not come to hold soon */
    static void expect(String what, BooleanSupplier condition) {
        if (!Waiting.holdsWithin(SOON, condition)) {
            throw new BadSetup("not within " + SOON.toSeconds() + " s: " + what);
        }
    }

    /** What the work returns; if it fails, the stage is undone first. */
    static <T> T orUndone(Stage stage, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failed) {
            try {
                stage.close();
            } catch (RuntimeException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    private Watching() {}
}

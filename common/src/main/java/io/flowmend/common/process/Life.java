/* Licensed under Apache-2.0. */
package io.flowmend.common.process;

import io.flowmend.common.cli.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How a process ends: told to, or because something is lost. A signal waits until it is closed, as the JVM would not; so
 * open it before everything that must end well.
 */
public final class Life implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(25);

    private final String who;
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param who ends, as an operator calls it */
    public Life(String who) {
        this.who = who;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /**
     * @param failure what was lost for good, asked twice a second
     * @return {@link ExitCode#OK} when told to end, {@link ExitCode#FAILED} after a line with the failure
     */
    public ExitCode awaitEnd(Supplier<Optional<Throwable>> failure) throws InterruptedException {
        while (!told.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            var lost = failure.get();
            if (lost.isPresent()) {
                System.err.println("flowmend: the " + who + " ends: " + lost.get());
                return ExitCode.FAILED;
            }
        }
        return ExitCode.OK;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void stop() {
        told.countDown();
        try {
            if (!closed.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("flowmend: the " + who + " is not closed within " + CLOSING.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

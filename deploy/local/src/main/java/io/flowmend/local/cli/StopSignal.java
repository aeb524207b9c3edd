/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.local.platform.Progress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM, as something that the main thread waits for: it stops everything in order, and the shutdown hook
 * holds the process until that is done. Close it last.
 */
public final class StopSignal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    public StopSignal(Progress progress) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            if (stopped.getCount() > 0) {
                progress.say("stopping");
                asked.countDown();
                await(stopped);
                progress.say("stopped");
            }
        }));
    }

    boolean within(Duration time) throws InterruptedException {
        return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean asked() {
        return asked.getCount() == 0;
    }

    /** Does the work, and interrupts it when asked to stop; the flag is taken back, so that all can be undone in order. */
    public ExitCode unlessAsked(Callable<ExitCode> work) throws Exception {
        var worker = Thread.currentThread();
        var watcher = Thread.ofVirtual().start(() -> {
            try {
                asked.await();
                worker.interrupt();
            } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return work.call();
        } catch (InterruptedException | CancellationException stopped) {
            return ExitCode.FAILED;
        } finally {
            watcher.interrupt();
            watcher.join();
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("flowmend: did not stop within " + PATIENCE.toSeconds() + " s; ends anyway");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

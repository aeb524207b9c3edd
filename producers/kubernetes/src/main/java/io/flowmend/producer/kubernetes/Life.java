/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes;

import io.flowmend.common.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** How the process ends: told to, or because something is lost. A signal waits for the clean end: the JVM would not. */
final class Life {

    private static final Duration CLOSING = Duration.ofSeconds(25);

    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);

    Life() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::told, "stop"));
    }

    void failed(Throwable cause) {
        System.err.println("flowmend: the Kubernetes producer ends: " + cause.getMessage());
        end.complete(ExitCode.FAILED);
    }

    ExitCode awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("is only ever completed", impossible);
        }
    }

    /** Everything is closed. */
    void over() {
        over.countDown();
    }

    private void told() {
        end.complete(ExitCode.OK);
        try {
            if (!over.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("flowmend: not closed within " + CLOSING.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

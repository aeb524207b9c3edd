/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A thread that stays in one network namespace and does one piece of work after the other there, for any thread that asks. */
public final class NamespaceThread implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService thread;
    private final Deque<AutoCloseable> open = new ArrayDeque<>(); // only the thread uses it

    private NamespaceThread(String name) {
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** @throws NetlinkException if the namespace cannot be entered */
    public static NamespaceThread enter(NetworkNamespace namespace, String name) {
        var entered = new NamespaceThread(name);
        try {
            entered.call(() -> {
                namespace.enter();
                return namespace;
            });
            return entered;
        } catch (RuntimeException refused) {
            entered.close();
            throw refused;
        }
    }

    /** Runs work inside and waits for it. */
    public <T> T call(Callable<T> work) {
        try {
            return thread.submit(work).get();
        } catch (ExecutionException failed) {
            throw unchecked(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading in a network namespace", interrupted);
        }
    }

    /** Opens something inside that the thread closes as its last work. */
    public <T extends AutoCloseable> T open(Callable<T> opener) {
        return call(() -> {
            var opened = opener.call();
            open.push(opened);
            return opened;
        });
    }

    /**
     * Work that has begun is finished, then what was opened is closed, the last first. The wait for that is short: work that the
     * kernel never answers keeps its thread, and what that uses stays open.
     */
    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        var closing = thread.submit(() -> {
            while (!open.isEmpty()) {
                open.pop().close();
            }
            return open;
        });
        thread.shutdown();
        try {
            if (thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                closing.get();
            }
        } catch (ExecutionException failed) {
            throw unchecked(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unchecked(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(failed.getCause());
    }
}

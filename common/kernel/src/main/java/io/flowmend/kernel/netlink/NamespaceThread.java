/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread that stays in one network namespace and does one piece of work after the other there, for any thread that asks. */
public final class NamespaceThread implements AutoCloseable {

    private final ExecutorService thread;

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
            throw failed.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading in a network namespace", interrupted);
        }
    }

    /** Work that has begun is finished. */
    @Override
    public void close() {
        thread.close();
    }
}

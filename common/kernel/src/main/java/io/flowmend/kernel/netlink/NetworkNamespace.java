/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Where sockets are opened: the namespace of this process, or one named by a path such as {@code /run/netns/x} or
 * {@code /proc/PID/ns/net}.
 *
 * <p>A namespace is entered by a thread of its own that ends afterwards, so no other thread ever finds itself elsewhere.
 */
public record NetworkNamespace(Optional<Path> path) {

    private static final int CLONE_NEWNET = 0x40000000;
    private static final int O_RDONLY_CLOEXEC = 0x80000;

    public static NetworkNamespace own() {
        return new NetworkNamespace(Optional.empty());
    }

    public static NetworkNamespace at(Path path) {
        return new NetworkNamespace(Optional.of(path));
    }

    /**
     * Runs work inside; what it opens stays there.
     *
     * @throws NetlinkException if the namespace cannot be entered
     */
    public <T> T call(Callable<T> work) {
        var task = new FutureTask<>(() -> {
            enter();
            return work.call();
        });
        Thread.ofPlatform().name("enter-netns").start(task);
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while entering a network namespace", interrupted);
        }
    }

    void enter() {
        if (path.isEmpty()) {
            return;
        }
        var name = path.get().toString();
        var fd = NetlinkException.check("opening namespace " + name, Libc.open(name, O_RDONLY_CLOEXEC));
        try {
            NetlinkException.check("entering namespace " + name, Libc.setNamespace(fd, CLONE_NEWNET));
        } finally {
            Libc.close(fd);
        }
    }

    @Override
    public String toString() {
        return path.map(Path::toString).orElse("own");
    }
}

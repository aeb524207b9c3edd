/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.remediation.course.ActTimeout;
import io.flowmend.remediation.node.Hands;
import io.flowmend.remediation.node.NatAnswer;
import io.flowmend.remediation.node.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hands that give an act a time limit. It is done by a thread of its own; if the kernel does not answer in time the act counts as
 * failed, and nothing is read or done by these hands until it has answered: two threads would share one socket.
 */
final class TimedHands implements Hands {

    private final Hands hands;
    private final Duration limit;
    private final ExecutorService acting = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("act").factory());
    private volatile @Nullable Future<Boolean> late;

    TimedHands(Hands hands, Duration limit) {
        this.hands = hands;
        this.limit = limit;
    }

    /** Whether an act is still without an answer. */
    boolean isStuck() {
        var doing = late;
        return doing != null && !doing.isDone();
    }

    @Override
    public Optional<Entry> entry(EntryKey key) {
        return free().entry(key);
    }

    @Override
    public NatAnswer nat(ServiceAddress address) {
        return free().nat(address);
    }

    @Override
    public boolean isLocal(Ip address) {
        return free().isLocal(address);
    }

    @Override
    public Optional<String> outgoing(Ip address) {
        return free().outgoing(address);
    }

    @Override
    public Duration unrepliedTimeout(int protocol) {
        return free().unrepliedTimeout(protocol);
    }

    @Override
    public Optional<Socket> socket(long netns, long cookie) {
        return free().socket(netns, cookie);
    }

    @Override
    public void awaitRules(Duration atMost) {
        free().awaitRules(atMost);
    }

    @Override
    public List<Long> ports() {
        return hands.ports();
    }

    @Override
    public boolean delete(Entry entry) {
        return within(() -> hands.delete(entry));
    }

    @Override
    public boolean destroy(Socket socket) {
        return within(() -> hands.destroy(socket));
    }

    @Override
    public void close() {
        acting.shutdownNow();
        hands.close();
    }

    private Hands free() {
        if (isStuck()) {
            throw new ActTimeout(limit);
        }
        return hands;
    }

    private boolean within(Callable<Boolean> act) {
        free();
        var doing = acting.submit(act);
        try {
            return doing.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            late = doing;
            throw new ActTimeout(limit);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            late = doing;
            throw new ActTimeout(limit);
        }
    }
}

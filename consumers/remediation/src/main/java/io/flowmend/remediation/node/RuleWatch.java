/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.nat.RuleChanges;
import java.time.Duration;

/**
 * Listens to changes of the rules in a thread of its own, so that any number of threads may wait. A change since a thread's last
 * reading counts for that thread, even if it came before it began to wait.
 */
final class RuleWatch implements AutoCloseable {

    private static final Duration TURN = Duration.ofMillis(200);

    private final RuleChanges changes;
    private final Thread listener;
    private final ThreadLocal<Long> read = ThreadLocal.withInitial(() -> 0L);
    private long heard;
    private volatile boolean closed;

    private RuleWatch(RuleChanges changes) {
        this.changes = changes;
        this.listener = Thread.ofPlatform().daemon().name("rule-watch").unstarted(this::listen);
    }

    /** In the network namespace of the calling thread. */
    static RuleWatch start() {
        var watch = new RuleWatch(RuleChanges.open());
        watch.listener.start();
        return watch;
    }

    /** The calling thread is about to read the rules. */
    void reads() {
        read.set(heard());
    }

    /** Returns when something changed since this thread's last reading, or after that time. */
    void await(Duration atMost) {
        var known = read.get();
        var deadline = System.nanoTime() + atMost.toNanos();
        synchronized (this) {
            var left = atMost.toNanos();
            while (heard == known && left > 0 && !closed) {
                try {
                    wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = deadline - System.nanoTime();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            notifyAll();
        }
        try {
            listener.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return; // The listener still uses the socket and closes nothing; it ends within a turn.
        }
        changes.close();
    }

    private synchronized long heard() {
        return heard;
    }

    private void listen() {
        while (!closed) {
            if (changes.await(TURN)) {
                synchronized (this) {
                    heard++;
                    notifyAll();
                }
            }
        }
    }
}

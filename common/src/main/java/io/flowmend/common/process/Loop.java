/* Licensed under Apache-2.0. */
package io.flowmend.common.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A thread that takes turns until it is closed or a turn breaks; it knows when it last turned. */
final class Loop implements AutoCloseable {

    private static final Duration LAST_TURN = Duration.ofSeconds(10);

    private final String name;
    private final Runnable turn;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Instant turned = Instant.now();
    private volatile @Nullable Throwable broken;

    private Loop(String name, Runnable turn) {
        this.name = name;
        this.turn = turn;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    static Loop start(String name, Runnable turn) {
        var loop = new Loop(name, turn);
        loop.thread.start();
        return loop;
    }

    /** Why it does not do its work. */
    Optional<String> fault(Instant now, Duration lately) {
        return broken().map(failed -> "loop " + name + " broke: " + failed)
                .or(() -> Optional.of("loop " + name + " does not turn")
                        .filter(silent -> turned.isBefore(now.minus(lately))));
    }

    Optional<Throwable> broken() {
        return Optional.ofNullable(broken);
    }

    /** Waits for the turn that is under way. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(LAST_TURN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                turn.run();
                turned = Instant.now();
            }
        } catch (RuntimeException | Error failed) {
            broken = failed;
        }
    }
}

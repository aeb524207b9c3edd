/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.proxy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps what is known of a node's proxy; {@link #turn} belongs to a thread of its own. */
public final class ProxyWatch {

    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(15);
    private static final Duration NAP = Duration.ofMillis(100);

    private final Supplier<ProxySeen> finder;
    private final BooleanSupplier suspicious;
    private final InstantSource clock;
    private @Nullable Instant asked;
    private volatile @Nullable ProxySeen latest;

    /** @param suspicious whether something on the node is, so that the proxy is asked more often */
    public ProxyWatch(Supplier<ProxySeen> finder, BooleanSupplier suspicious, InstantSource clock) {
        this.finder = finder;
        this.suspicious = suspicious;
        this.clock = clock;
    }

    /** Empty until it was asked once. */
    public Optional<ProxySeen> latest() {
        return Optional.ofNullable(latest);
    }

    /** One turn of the loop of the thread that asks. */
    public void turn() {
        var last = asked;
        var now = clock.instant();
        var pause = suspicious.getAsBoolean() ? BUSY : IDLE;
        if (last != null && now.isBefore(last.plus(pause)) && !now.isBefore(last)) {
            LockSupport.parkNanos(NAP.toNanos());
            return;
        }
        asked = now;
        latest = finder.get();
    }
}

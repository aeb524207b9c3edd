/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.publish;

import io.flowmend.common.pace.Burst;
import io.flowmend.producer.node.codec.NodeIdentity;
import io.flowmend.producer.node.config.NodeConfig.Heartbeats;
import io.flowmend.producer.node.probe.NodeCapabilities.Lack;
import io.flowmend.producer.node.proxy.ProxySeen;
import io.flowmend.producer.node.watch.Outbox;
import io.flowmend.producer.node.watch.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node as the publisher sees it: what waits, what was sent, what was acknowledged, and when a heartbeat is due.
 *
 * <p>Sent and due belong to the publishing thread; acknowledgements come from the Kafka client's.
 */
public final class NodeFeed {

    /** Between a heartbeat and one that somebody waits for; where pods end all the time it is one more in a second. */
    private static final Duration APART = Duration.ofMillis(100);

    /** Longer than one search takes. */
    private static final Duration PROXY_PATIENCE = Duration.ofSeconds(3);

    private final NodeIdentity identity;
    private final @Nullable Outbox outbox;
    private final Supplier<Optional<Progress>> progress;
    private final Supplier<Optional<ProxySeen>> proxy;
    private final List<Lack> lacks;
    private final Heartbeats periods;
    private @Nullable Instant ready;
    private long sent;
    private long heartbeats;
    private @Nullable Progress pending;
    private @Nullable Instant lastHeartbeat;
    private Instant vouchedFor = Instant.MIN;
    private final Burst hastened = new Burst(4, Duration.ofSeconds(1));
    private Duration promised = Duration.ZERO;
    private volatile long acknowledged;
    private volatile @Nullable Instant heartbeatAcknowledged;

    private NodeFeed(
            NodeIdentity identity,
            @Nullable Outbox outbox,
            Supplier<Optional<Progress>> progress,
            Supplier<Optional<ProxySeen>> proxy,
            List<Lack> lacks,
            Heartbeats periods) {
        this.identity = identity;
        this.outbox = outbox;
        this.progress = progress;
        this.proxy = proxy;
        this.lacks = List.copyOf(lacks);
        this.periods = periods;
    }

    /**
     * @param proxy what was found of the node's service proxy, once it was looked for
     * @param lacks what of the node is not watched all the same
     */
    public static NodeFeed watched(
            NodeIdentity identity,
            Outbox outbox,
            Supplier<Optional<Progress>> progress,
            Supplier<Optional<ProxySeen>> proxy,
            List<Lack> lacks,
            Heartbeats periods) {
        return new NodeFeed(identity, outbox, progress, proxy, lacks, periods);
    }

    /** A node that cannot be watched says so. */
    public static NodeFeed blind(NodeIdentity identity, List<Lack> lacks, Heartbeats periods) {
        return new NodeFeed(identity, null, Optional::empty, Optional::empty, lacks, periods);
    }

    public NodeIdentity identity() {
        return identity;
    }

    public boolean isBlind() {
        return outbox == null;
    }

    List<Lack> lacks() {
        return lacks;
    }

    Optional<ProxySeen> proxy() {
        return proxy.get();
    }

    Optional<Outbox.Numbered> next(int mostInFlight) {
        return outbox == null || sent - acknowledged >= mostInFlight ? Optional.empty() : outbox.peek();
    }

    void sent(Outbox.Numbered fact) {
        sent = fact.sequence();
        if (outbox != null) {
            outbox.taken();
        }
    }

    /** Acknowledgements of one partition come in order, so the last names all before it. */
    void acknowledged(long sequence) {
        acknowledged = sequence;
    }

    /** How far a heartbeat that is due now may speak; the chosen point is kept until all it names is acknowledged. */
    Optional<Progress> dueProgress(Instant now) {
        var current = progress.get();
        if (current.isEmpty() || !isDue(now, current.get()) || awaitsProxy(now)) {
            return Optional.empty();
        }
        var chosen = pending == null ? current.get() : pending;
        pending = chosen;
        return acknowledged >= chosen.lastSequence() ? Optional.of(chosen) : Optional.empty();
    }

    /** The first heartbeat waits for it: without knowing the proxy, a rule would take a healing node for an idle one. */
    private boolean awaitsProxy(Instant now) {
        var since = ready == null ? now : ready;
        ready = since;
        return lastHeartbeat == null && proxy.get().isEmpty() && now.isBefore(since.plus(PROXY_PATIENCE));
    }

    boolean blindDue(Instant now) {
        return isBlind() && isDue(now, periods.idle());
    }

    Duration period(Progress at) {
        return at.suspicious() > 0 ? periods.busy() : periods.idle();
    }

    Duration idlePeriod() {
        return periods.idle();
    }

    long nextHeartbeat() {
        return heartbeats + 1;
    }

    /**
     * @param watermark what it vouched for
     * @param promise within which the next one comes, also when all becomes calm before
     */
    void heartbeatSent(Instant now, Instant watermark, Duration promise) {
        if (pending != null && isAwaited(pending)) {
            hastened.take(now);
        }
        heartbeats++;
        vouchedFor = watermark;
        lastHeartbeat = now;
        promised = promise;
        pending = null;
    }

    void heartbeatAcknowledged(Instant now) {
        heartbeatAcknowledged = now;
    }

    public Optional<Instant> lastHeartbeatAcknowledged() {
        return Optional.ofNullable(heartbeatAcknowledged);
    }

    private boolean isDue(Instant now, Progress current) {
        return isDue(now, isAwaited(current) && hastened.has(now) ? APART : period(current));
    }

    private boolean isAwaited(Progress current) {
        return current.holdOver().filter(vouchedFor::isBefore).isPresent();
    }

    private boolean isDue(Instant now, Duration period) {
        var last = lastHeartbeat;
        var within = period.compareTo(promised) < 0 ? period : promised;
        return last == null || !now.isBefore(last.plus(within)) || now.isBefore(last);
    }
}

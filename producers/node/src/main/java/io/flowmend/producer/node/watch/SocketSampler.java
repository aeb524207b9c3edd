/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetworkNamespaces.Seen;
import io.flowmend.kernel.socket.SocketSeen;
import io.flowmend.kernel.socket.SocketTable;
import io.flowmend.kernel.socket.UdpTraffic;
import io.flowmend.producer.node.sample.Moment;
import io.flowmend.producer.node.sample.SocketLook;
import io.flowmend.producer.node.sample.SocketLook.Found;
import io.flowmend.producer.node.sample.SocketLook.SocketId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the sockets of a node and its pods while the watcher suspects some. {@link #turn} belongs to a thread of its
 * own: entering a hundred namespaces takes longer than events may wait.
 *
 * <p>Nothing stays open between looks: a socket that we held would keep the namespace of an ended pod alive.
 */
public final class SocketSampler {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** A look is followed by a pause that is so many times longer, so that looks take a tenth of a processor at most. */
    private static final int REST_PER_LOOK = 10;

    private static final Duration NAP = Duration.ofMillis(50);

    private final NodeNamespaces namespaces;
    private final NodeClock clock;
    private final WatchMetrics metrics;
    private final AtomicReference<@Nullable SocketLook> done = new AtomicReference<>();
    private volatile SocketAim aim = SocketAim.NOTHING;
    private @Nullable Moment lookAt;

    public SocketSampler(NodeNamespaces namespaces, NodeClock clock, WatchMetrics metrics) {
        this.namespaces = namespaces;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** One turn of the loop of the thread that looks. */
    public void turn() {
        var current = aim;
        if (current.isNothing() || done.get() != null || !isDue()) {
            LockSupport.parkNanos(NAP.toNanos());
            return;
        }
        var from = clock.now();
        done.set(look(current, from));
        metrics.looked();
        var now = clock.now();
        var pause = now.since(from).multipliedBy(REST_PER_LOOK);
        lookAt = now.plus(pause.compareTo(BETWEEN_LOOKS) > 0 ? pause : BETWEEN_LOOKS);
    }

    void aim(SocketAim at) {
        aim = at;
    }

    /** What the last look found, once. */
    Optional<SocketLook> take() {
        return Optional.ofNullable(done.getAndSet(null));
    }

    private boolean isDue() {
        var next = lookAt;
        return next == null || clock.now().since(next).compareTo(Duration.ZERO) >= 0;
    }

    private SocketLook look(SocketAim current, Moment from) {
        var found = new ArrayList<Found>();
        var read = new HashSet<Long>();
        var present = new HashSet<Long>();
        for (var namespace : namespaces.all()) {
            present.add(namespace.inode());
            try {
                read(namespace, current, found);
                read.add(namespace.inode());
            } catch (NetlinkException refused) {
                // Ended meanwhile, or not ours to enter: nothing is said of its sockets.
            }
        }
        return new SocketLook(from, clock.now(), List.copyOf(found), read, present);
    }

    private void read(Seen namespace, SocketAim current, List<Found> found) {
        namespaces.entry(namespace).call(() -> {
            try (var table = SocketTable.open()) {
                var at = clock.now();
                table.tcp(socket -> wanted(namespace, socket, current, at).ifPresent(found::add));
                var pinned = new ArrayList<Found>();
                table.connectedUdp(
                        socket -> wanted(namespace, socket, current, at).ifPresent(pinned::add));
                amid(pinned).forEach(found::add);
                return true;
            }
        });
    }

    /** In the network namespace of the calling thread; their time becomes that of the traffic, which is what is compared. */
    private List<Found> amid(List<Found> pinned) {
        if (pinned.isEmpty()) {
            return List.of();
        }
        var at = clock.now();
        var traffic = UdpTraffic.read();
        if (traffic.isEmpty()) {
            metrics.uncounted(pinned.size());
        }
        return pinned.stream().map(one -> one.amid(traffic, at)).toList();
    }

    private static Optional<Found> wanted(Seen namespace, SocketSeen socket, SocketAim current, Moment at) {
        var id = new SocketId(namespace.inode(), socket.cookie());
        return current.reply(id, socket).map(reply -> new Found(id, socket, at, Optional.empty(), reply));
    }
}

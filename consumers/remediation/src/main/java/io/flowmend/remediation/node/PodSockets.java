/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.act.SocketOrders;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.kernel.netlink.NetworkNamespaces;
import io.flowmend.kernel.socket.SocketSeen;
import io.flowmend.kernel.socket.SocketTable;
import io.flowmend.kernel.socket.TcpHealth;
import io.flowmend.kernel.socket.UdpTraffic;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sockets in the network namespaces of pods. No namespace is kept open, or it would outlive its pod.
 *
 * <p>Where a namespace was found, and which addresses a cookie had, are remembered as hints: the kernel is asked for exactly
 * that, and for everything only if it is so no more.
 */
final class PodSockets {

    /** A process that ended, a name whose namespace did. */
    private static final Set<Integer> GONE = Set.of(Errno.ENOENT, Errno.ESRCH, Errno.EINVAL);

    /** More hints than this are forgotten at once. */
    private static final int MOST_HINTS = 65_536;

    private final NetworkNamespaces namespaces;
    private final Map<Long, Path> paths = new ConcurrentHashMap<>();
    private final Map<Id, SocketSeen> seen = new ConcurrentHashMap<>();

    private PodSockets(NetworkNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    static PodSockets ofThisMachine() {
        return new PodSockets(NetworkNamespaces.ofThisMachine());
    }

    private record Id(long netns, long cookie) {}

    /** The socket with this cookie; empty if it or its namespace is gone. */
    Optional<Socket> find(long netns, long cookie) {
        return in(netns, () -> {
            try (var table = SocketTable.open()) {
                return find(table, netns, cookie).map(found -> socket(netns, found));
            }
        });
    }

    /** False if it is closed or connected elsewhere by now. */
    boolean destroy(Socket socket) {
        return in(socket.netns(), () -> {
                    try (var orders = SocketOrders.open()) {
                        return orders.destroy(target(socket)) ? Optional.of(socket) : Optional.<Socket>empty();
                    }
                })
                .isPresent();
    }

    private Optional<SocketSeen> find(SocketTable table, long netns, long cookie) {
        var hinted = Optional.ofNullable(seen.get(new Id(netns, cookie))).flatMap(table::again);
        if (hinted.isPresent()) {
            return hinted;
        }
        if (seen.size() > MOST_HINTS) {
            seen.clear();
        }
        seen.keySet().removeIf(id -> id.netns() == netns);
        table.tcp(socket -> seen.put(new Id(netns, socket.cookie()), socket));
        table.connectedUdp(socket -> seen.put(new Id(netns, socket.cookie()), socket));
        return Optional.ofNullable(seen.get(new Id(netns, cookie)));
    }

    private <T> Optional<T> in(long netns, Callable<Optional<T>> work) {
        var hint = Optional.ofNullable(paths.get(netns));
        var done = hint.flatMap(path -> enter(path, netns, work));
        if (done.isPresent()) {
            return done.get();
        }
        return namespaces
                .find(netns)
                .flatMap(found -> {
                    paths.put(netns, found.path());
                    return enter(found.path(), netns, work);
                })
                .orElse(Optional.empty());
    }

    /** @return empty if the path leads nowhere or elsewhere by now */
    private static <T> Optional<Optional<T>> enter(Path path, long netns, Callable<Optional<T>> work) {
        try {
            return NetworkNamespace.at(path)
                    .call(() -> NetworkNamespaces.current() == netns
                            ? Optional.of(work.call())
                            : Optional.<Optional<T>>empty());
        } catch (NetlinkException refused) {
            if (GONE.contains(refused.errno())) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static SocketSeen target(Socket socket) {
        return new SocketSeen(
                socket.protocol(),
                socket.source(),
                socket.sourcePort(),
                socket.destination(),
                socket.destinationPort(),
                socket.state(),
                socket.cookie(),
                socket.unread(),
                Optional.empty());
    }

    /** In the network namespace of the calling thread. */
    private static Socket socket(long netns, SocketSeen seen) {
        // Read last: what came before has been counted, or waits in the queue.
        var traffic = seen.protocol() == ServiceAddress.UDP ? UdpTraffic.read() : Optional.<UdpTraffic>empty();
        return new Socket(
                netns,
                seen.cookie(),
                seen.protocol(),
                seen.source(),
                seen.sourcePort(),
                seen.destination(),
                seen.destinationPort(),
                seen.state(),
                seen.health().map(TcpHealth::retransmits).orElse(0),
                seen.health().map(TcpHealth::unacknowledged).orElse(0L),
                seen.unread(),
                traffic.map(UdpTraffic::heard),
                seen.health().map(TcpHealth::lastAck));
    }
}

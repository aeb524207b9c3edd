/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Query;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.Request;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connected sockets of one network namespace, each time anew from the kernel. Sockets that only listen, that are already
 * closed for their owner (TIME_WAIT) or that are not open yet (SYN_RECV) are not shown.
 *
 * <p>One thread at a time may use it. Seeing the sockets of other users takes no right in their own namespace.
 */
public final class SocketTable implements AutoCloseable {

    public static final int TCP = 6;
    public static final int UDP = 17;

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    /** 1 &lt;&lt; ESTABLISHED, SYN_SENT, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT, LAST_ACK, CLOSING of net/tcp_states.h. */
    private static final int OWNED = 1 << 1 | 1 << 2 | 1 << 4 | 1 << 5 | 1 << 8 | 1 << 9 | 1 << 11;

    private static final int CONNECTED = 1 << SocketSeen.ESTABLISHED;

    private final NetlinkSocket socket;
    private final Query query;

    private SocketTable(NetlinkSocket socket) {
        this.socket = socket;
        this.query = new Query(socket);
    }

    /**
     * In the network namespace of the calling thread; it stays with that one, whichever thread reads.
     *
     * @throws NetlinkException if the kernel does not have it
     */
    public static SocketTable open() {
        return new SocketTable(NetlinkSocket.open(Question.Channel.SOCK_DIAG));
    }

    /** Shows every connected TCP socket, with its health. */
    public void tcp(Consumer<SocketSeen> each) {
        dump(TCP, (seen, boundTo) -> each.accept(seen));
    }

    /** Shows every UDP socket that is connected to a peer. */
    public void connectedUdp(Consumer<SocketSeen> each) {
        dump(UDP, (seen, boundTo) -> each.accept(seen));
    }

    /** The socket that has this cookie now. The kernel has no look-up by cookie, so this reads all of the protocol's. */
    public Optional<SocketSeen> byCookie(int protocol, long cookie) {
        var found = new Found(cookie);
        dump(protocol, found);
        return Optional.ofNullable(found.socket);
    }

    /** The same socket now, by one look-up; empty if it is closed or its addresses, ports or cookie are others by now. */
    public Optional<SocketSeen> again(SocketSeen before) {
        var found = new Found(before.cookie());
        // The look-up of UDP takes the peer's end first ("swapped for historical reasons", udp_diag.c); destroying does
        // not.
        var asked = before.protocol() == UDP ? before.fromPeer() : before;
        var request = InetDiag.exactly(Request.one(Question.SOCKETS_GET), asked, 0);
        try {
            query.one(
                    request,
                    (datagram, message, length) -> InetDiag.decode(before.protocol(), datagram, message, length)
                            .ifPresent(seen -> found.show(seen, 0)));
        } catch (NetlinkException refused) {
            if (refused.errno() != Errno.ESTALE) {
                throw refused;
            }
        }
        return Optional.ofNullable(found.socket).filter(before::sameAs);
    }

    /** Index of the interface that the socket is bound to, 0 if to none; empty if there is no such socket. */
    public Optional<Integer> boundTo(SocketSeen socket) {
        var found = new Found(socket.cookie());
        dump(socket.protocol(), found);
        return Optional.ofNullable(found.socket).filter(socket::sameAs).map(same -> found.boundTo);
    }

    @Override
    public void close() {
        socket.close();
    }

    @FunctionalInterface
    private interface Each {
        void show(SocketSeen socket, int boundTo);
    }

    private static final class Found implements Each {
        private final long cookie;
        private @Nullable SocketSeen socket;
        private int boundTo;

        private Found(long cookie) {
            this.cookie = cookie;
        }

        @Override
        public void show(SocketSeen seen, int interfaceIndex) {
            if (seen.cookie() == cookie) {
                socket = seen;
                boundTo = interfaceIndex;
            }
        }
    }

    private void dump(int protocol, Each each) {
        dump(AF_INET, protocol, each);
        dump(AF_INET6, protocol, each);
    }

    private void dump(int family, int protocol, Each each) {
        var states = protocol == TCP ? OWNED : CONNECTED;
        var request = InetDiag.all(Request.dump(Question.SOCKETS_GET), family, protocol, states);
        query.dump(
                request,
                (datagram, message, length) -> InetDiag.decode(protocol, datagram, message, length)
                        .ifPresent(seen -> each.show(seen, InetDiag.boundTo(datagram, message))));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Query;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.Request;
import java.util.HashSet;
import java.util.Set;

/** UDP sockets that take datagrams from anyone, read when asked. */
public final class UdpListeners implements AutoCloseable {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int IPPROTO_UDP = 17;
    /** TCP_CLOSE, the state of a UDP socket that is not connected. */
    private static final int UNCONNECTED = 1 << 7;

    private static final int SOCKET_ID = 48;

    private final NetlinkSocket socket;
    private final Query query;

    private UdpListeners(NetlinkSocket socket) {
        this.socket = socket;
        this.query = new Query(socket);
    }

    /** In the namespace of the calling thread. */
    public static UdpListeners open() {
        return new UdpListeners(NetlinkSocket.open(Question.Channel.SOCK_DIAG));
    }

    /** Those that live now. */
    public Set<UdpListener> current() {
        var found = new HashSet<UdpListener>();
        ask(AF_INET, found);
        ask(AF_INET6, found);
        return Set.copyOf(found);
    }

    @Override
    public void close() {
        socket.close();
    }

    private void ask(int family, Set<UdpListener> found) {
        var request = Request.dump(Question.SOCKETS_GET)
                .octet(family)
                .octet(IPPROTO_UDP)
                .octet(0)
                .octet(0)
                .host32(UNCONNECTED)
                .zeros(SOCKET_ID);
        query.dump(
                request,
                (datagram, message, length) ->
                        UdpListener.decode(datagram, message, length).ifPresent(found::add));
    }
}

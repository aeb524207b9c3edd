/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.netlink.Messages;
import io.flowmend.kernel.netlink.Request;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Layout of inet_diag.h: the request, and the answer about one socket. */
public final class InetDiag {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int INET_DIAG_INFO = 2;
    private static final int WITH_INFO = 1 << (INET_DIAG_INFO - 1);

    /** struct inet_diag_msg, and in it struct inet_diag_sockid. */
    private static final int INET_DIAG_MSG = 72;

    private static final int STATE = 1;
    private static final int SOURCE_PORT = 4;
    private static final int DESTINATION_PORT = 6;
    private static final int SOURCE = 8;
    private static final int DESTINATION = 24;
    private static final int INTERFACE = 40;
    private static final int COOKIE = 44;
    private static final int UNREAD = 56;
    private static final int SOCKET_ID = 48;

    /** All sockets of one family and protocol. */
    static Request all(Request request, int family, int protocol, int states) {
        return head(request, family, protocol, states).zeros(SOCKET_ID);
    }

    /**
     * Exactly one socket: its addresses, its ports and its cookie.
     *
     * @param boundTo index of the interface that it is bound to; 0 if to none
     */
    public static Request exactly(Request request, SocketSeen socket, int boundTo) {
        var family = socket.source().isV4() ? AF_INET : AF_INET6;
        head(request, family, socket.protocol(), -1);
        request.big16(socket.sourcePort()).big16(socket.destinationPort());
        address(request, socket.source());
        address(request, socket.destination());
        return request.host32(boundTo).host32((int) socket.cookie()).host32((int) (socket.cookie() >>> 32));
    }

    static Optional<SocketSeen> decode(int protocol, ByteBuffer datagram, int message, int length) {
        if (Messages.type(datagram, message) != SOCK_DIAG_BY_FAMILY || length < Messages.HEADER + INET_DIAG_MSG) {
            return Optional.empty();
        }
        var body = message + Messages.HEADER;
        var network = datagram.duplicate().order(ByteOrder.BIG_ENDIAN);
        return Optional.of(new SocketSeen(
                protocol,
                ip(network, body, SOURCE),
                Short.toUnsignedInt(network.getShort(body + SOURCE_PORT)),
                ip(network, body, DESTINATION),
                Short.toUnsignedInt(network.getShort(body + DESTINATION_PORT)),
                datagram.get(body + STATE),
                cookie(datagram, message),
                Integer.toUnsignedLong(datagram.getInt(body + UNREAD)),
                health(datagram, body + INET_DIAG_MSG, message + length)));
    }

    static int boundTo(ByteBuffer datagram, int message) {
        return datagram.getInt(message + Messages.HEADER + INTERFACE);
    }

    private static long cookie(ByteBuffer datagram, int message) {
        var at = message + Messages.HEADER + COOKIE;
        return Integer.toUnsignedLong(datagram.getInt(at)) | (long) datagram.getInt(at + 4) << 32;
    }

    private static Request head(Request request, int family, int protocol, int states) {
        return request.octet(family)
                .octet(protocol)
                .octet(protocol == SocketTable.TCP ? WITH_INFO : 0)
                .octet(0)
                .host32(states);
    }

    private static void address(Request request, Ip address) {
        var octets = address.octets();
        request.octets(octets).zeros(16 - octets.length);
    }

    private static Ip ip(ByteBuffer network, int body, int offset) {
        return network.get(body) == AF_INET
                ? Ip.ofV4(network.getInt(body + offset))
                : new Ip(network.getLong(body + offset), network.getLong(body + offset + 8));
    }

    private static Optional<TcpHealth> health(ByteBuffer datagram, int from, int to) {
        for (var at = Messages.first(datagram, from, to); at < to; at = Messages.next(datagram, at, to)) {
            if (Messages.attributeType(datagram, at) == INET_DIAG_INFO) {
                return TcpHealth.decode(datagram, at);
            }
        }
        return Optional.empty();
    }

    private InetDiag() {}
}

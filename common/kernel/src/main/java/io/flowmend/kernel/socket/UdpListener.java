/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.netlink.Messages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A bound UDP socket.
 *
 * @param bothFamilies a socket on {@code ::} that also takes IPv4
 */
public record UdpListener(Ip address, int port, boolean bothFamilies) {

    private static final int AF_INET = 2;
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int INET_DIAG_MSG = 72;
    private static final int SOURCE_PORT = Messages.HEADER + 4;
    private static final int SOURCE = Messages.HEADER + 8;
    private static final int INET_DIAG_SKV6ONLY = 11;

    /** True if it takes a datagram to this address and port. */
    public boolean takes(Ip destination, int destinationPort) {
        if (port != destinationPort) {
            return false;
        }
        var everything = address.isWildcard() && (address.isV4() == destination.isV4() || bothFamilies);
        return everything || address.equals(destination);
    }

    static Optional<UdpListener> decode(ByteBuffer datagram, int message, int length) {
        if (Messages.type(datagram, message) != SOCK_DIAG_BY_FAMILY || length < Messages.HEADER + INET_DIAG_MSG) {
            return Optional.empty();
        }
        var bytes = datagram.duplicate().order(ByteOrder.BIG_ENDIAN);
        var port = Short.toUnsignedInt(bytes.getShort(message + SOURCE_PORT));
        if (datagram.get(message + Messages.HEADER) == AF_INET) {
            return Optional.of(new UdpListener(Ip.ofV4(bytes.getInt(message + SOURCE)), port, false));
        }
        var address = new Ip(bytes.getLong(message + SOURCE), bytes.getLong(message + SOURCE + 8));
        return Optional.of(new UdpListener(address, port, !v6Only(datagram, message, length)));
    }

    private static boolean v6Only(ByteBuffer datagram, int message, int length) {
        var to = message + length;
        for (var at = Messages.first(datagram, message + Messages.HEADER + INET_DIAG_MSG, to);
                at < to;
                at = Messages.next(datagram, at, to)) {
            if (Messages.attributeType(datagram, at) == INET_DIAG_SKV6ONLY) {
                return datagram.get(Messages.value(at)) != 0;
            }
        }
        return false;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.kernel.route;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.Messages;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Query;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks the kernel for its decision (RTM_GETROUTE), rules and tables included. */
public final class Routes implements AutoCloseable {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    /** struct rtmsg of rtnetlink.h. */
    private static final int RTMSG = 12;

    private static final int RTM_TYPE = 7;
    private static final int RTN_UNICAST = 1;
    private static final int RTN_LOCAL = 2;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;

    /** struct ifinfomsg of rtnetlink.h, behind its family, padding and type. */
    private static final int IFINFOMSG = 16;

    private static final int IFLA_IFNAME = 3;

    /** How the kernel says unreachable, prohibited and black hole. */
    private static final List<Integer> NO_WAY =
            List.of(Errno.ENETUNREACH, Errno.EHOSTUNREACH, Errno.EACCES, Errno.EINVAL);

    private final NetlinkSocket socket;
    private final Query query;

    private Routes(NetlinkSocket socket) {
        this.socket = socket;
        this.query = new Query(socket);
    }

    /** Of the network namespace of the calling thread. */
    public static Routes open() {
        return new Routes(NetlinkSocket.open(Question.Channel.ROUTE));
    }

    /** What happens now to a packet that this namespace sends to the address. */
    public Route to(Ip address) {
        var octets = address.octets();
        var request = Request.one(Question.ROUTE_GET)
                .octet(address.isV4() ? AF_INET : AF_INET6)
                .octet(octets.length * Byte.SIZE)
                .zeros(RTMSG - 2)
                .attribute(RTA_DST, octets);
        var found = new ArrayList<Decision>(1);
        try {
            query.one(request, (datagram, message, length) -> found.add(decision(datagram, message, length)));
        } catch (NetlinkException refused) {
            if (NO_WAY.contains(refused.errno())) {
                return new Route.Nowhere();
            }
            throw refused;
        }
        return found.isEmpty() ? new Route.Nowhere() : route(found.getFirst());
    }

    @Override
    public void close() {
        socket.close();
    }

    private record Decision(int type, int interfaceIndex) {}

    private Route route(Decision decision) {
        return switch (decision.type()) {
            case RTN_LOCAL -> new Route.Local();
            case RTN_UNICAST -> name(decision.interfaceIndex());
            default -> new Route.Nowhere();
        };
    }

    private Route name(int interfaceIndex) {
        var request =
                Request.one(Question.LINK_GET).zeros(4).host32(interfaceIndex).zeros(IFINFOMSG - 8);
        var found = new ArrayList<Route>(1);
        query.one(request, (datagram, message, length) -> {
            var to = message + length;
            for (var at = Messages.first(datagram, message + Messages.HEADER + IFINFOMSG, to);
                    at < to;
                    at = Messages.next(datagram, at, to)) {
                if (Messages.attributeType(datagram, at) == IFLA_IFNAME) {
                    found.add(new Route.Out(text(datagram, at)));
                }
            }
        });
        return found.isEmpty() ? new Route.Nowhere() : found.getFirst();
    }

    private static Decision decision(ByteBuffer datagram, int message, int length) {
        var out = 0;
        var to = message + length;
        for (var at = Messages.first(datagram, message + Messages.HEADER + RTMSG, to);
                at < to;
                at = Messages.next(datagram, at, to)) {
            if (Messages.attributeType(datagram, at) == RTA_OIF) {
                out = datagram.getInt(Messages.value(at));
            }
        }
        return new Decision(datagram.get(message + Messages.HEADER + RTM_TYPE), out);
    }

    private static String text(ByteBuffer datagram, int attribute) {
        var octets = new byte[Messages.end(datagram, attribute) - Messages.value(attribute) - 1];
        datagram.get(Messages.value(attribute), octets);
        return new String(octets, StandardCharsets.UTF_8);
    }
}

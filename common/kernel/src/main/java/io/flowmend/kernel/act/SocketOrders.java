/* Licensed under Apache-2.0. */
package io.flowmend.kernel.act;

import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Order;
import io.flowmend.kernel.netlink.Query;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.Request;
import io.flowmend.kernel.socket.InetDiag;
import io.flowmend.kernel.socket.SocketSeen;
import io.flowmend.kernel.socket.SocketTable;

/** Destroys sockets of one network namespace; needs CAP_NET_ADMIN and a kernel with CONFIG_INET_DIAG_DESTROY. */
public final class SocketOrders implements AutoCloseable {

    /** INET_DIAG_NOCOOKIE: the kernel would take whatever socket has the addresses. */
    private static final long ANY_COOKIE = -1;

    private final NetlinkSocket socket;
    private final Query query;
    private final SocketTable table;

    private SocketOrders(NetlinkSocket socket, SocketTable table) {
        this.socket = socket;
        this.query = new Query(socket);
        this.table = table;
    }

    /** In the network namespace of the calling thread. */
    public static SocketOrders open() {
        return new SocketOrders(NetlinkSocket.open(Question.Channel.SOCK_DIAG), SocketTable.open());
    }

    /**
     * Closes exactly this socket; a call that its owner waits in, or the next one, fails with ECONNABORTED.
     *
     * @return false if no socket has these addresses, ports and this cookie any more
     * @throws NetlinkException if the kernel refuses (EPERM) or cannot do it (EOPNOTSUPP)
     */
    public boolean destroy(SocketSeen target) {
        if (target.cookie() == ANY_COOKIE) {
            throw new IllegalArgumentException("cookie of " + target + " is -1; allowed is the cookie of one socket");
        }
        // A socket that is bound to an interface is only found with it, which is rare and costs a reading of all.
        return destroy(target, 0)
                || table.boundTo(target)
                        .filter(boundTo -> boundTo != 0)
                        .map(boundTo -> destroy(target, boundTo))
                        .orElse(false);
    }

    @Override
    public void close() {
        socket.close();
        table.close();
    }

    private boolean destroy(SocketSeen target, int boundTo) {
        try {
            return query.act(InetDiag.exactly(Request.order(Order.SOCKET_DESTROY), target, boundTo));
        } catch (NetlinkException refused) {
            if (refused.errno() == Errno.ESTALE) {
                return false;
            }
            throw refused;
        }
    }
}

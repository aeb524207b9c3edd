/* Licensed under Apache-2.0. */
package io.flowmend.kernel.act;

import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryRequest;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Order;
import io.flowmend.kernel.netlink.Query;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.Request;

/** Deletes conntrack entries of one network namespace; needs CAP_NET_ADMIN. */
public final class ConntrackOrders implements AutoCloseable {

    private final NetlinkSocket socket;
    private final Query query;

    private ConntrackOrders(NetlinkSocket socket) {
        this.socket = socket;
        this.query = new Query(socket);
    }

    /** In the network namespace of the calling thread. */
    public static ConntrackOrders open() {
        return new ConntrackOrders(NetlinkSocket.open(Question.Channel.NETFILTER));
    }

    /**
     * Deletes the entry that has exactly this original tuple, zone and id; the kernel compares all three.
     *
     * @return false if there is none any more
     * @throws NetlinkException if the kernel refuses
     */
    public boolean delete(Entry entry) {
        var request = EntryRequest.about(Request.order(Order.CONNTRACK_DELETE), entry.key());
        return query.act(EntryRequest.withId(request, entry.id()));
    }

    /** Netlink port that the events of what is deleted here name as their author. */
    public long netlinkPort() {
        return socket.port();
    }

    @Override
    public void close() {
        socket.close();
    }
}

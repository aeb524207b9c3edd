/* Licensed under Apache-2.0. */
package io.flowmend.kernel.act;

import io.flowmend.kernel.conntrack.ConntrackQueries;
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

    private static final int RECEIVE_BUFFER = 1 << 16;

    private final NetlinkSocket socket;
    private final Query query;
    private final ConntrackQueries queries;

    private ConntrackOrders(NetlinkSocket socket, ConntrackQueries queries) {
        this.socket = socket;
        this.query = new Query(socket);
        this.queries = queries;
    }

    /** In the network namespace of the calling thread. */
    public static ConntrackOrders open() {
        return new ConntrackOrders(
                NetlinkSocket.open(Question.Channel.NETFILTER), ConntrackQueries.open(RECEIVE_BUFFER));
    }

    /**
     * Deletes the entry that has exactly these tuples, this zone and this id.
     *
     * <p>The kernel finds it by its reply tuple and compares the id, which it makes of the original tuple and of the place in memory.
     * A successor of the same flow may get the same id, but if its translation is another so is its reply tuple.
     *
     * @return false if there is none any more
     * @throws NetlinkException if the kernel refuses
     */
    public boolean delete(Entry entry) {
        var byReply = EntryRequest.aboutReply(Request.order(Order.CONNTRACK_DELETE), entry.key());
        return query.act(EntryRequest.withId(byReply, entry.id()))
                || (entry.key().zone() != 0 && deleteInZoneOfOneDirection(entry));
    }

    /** Such a zone does not hold for the reply tuple, so that is compared by reading. */
    private boolean deleteInZoneOfOneDirection(Entry entry) {
        var now = queries.get(entry.key());
        if (now.isEmpty() || now.get().id() != entry.id() || !now.get().key().equals(entry.key())) {
            return false;
        }
        var byOriginal = EntryRequest.about(Request.order(Order.CONNTRACK_DELETE), entry.key());
        return query.act(EntryRequest.withId(byOriginal, entry.id()));
    }

    /** Netlink port that the events of what is deleted here name as their author. */
    public long netlinkPort() {
        return socket.port();
    }

    @Override
    public void close() {
        socket.close();
        queries.close();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Query;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.Request;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads of the conntrack table: all of it, what goes to one address, one entry. */
public final class ConntrackQueries implements AutoCloseable {

    private static final int AF_UNSPEC = 0;

    private final NetlinkSocket socket;
    private final Query query;
    private final EntryView view = new EntryView();
    private boolean kernelFilters = true;

    private ConntrackQueries(NetlinkSocket socket) {
        this.socket = socket;
        this.query = new Query(socket);
    }

    /** Opens it in the namespace of the calling thread. */
    public static ConntrackQueries open(int receiveBuffer) {
        return new ConntrackQueries(
                NetlinkSocket.open(Question.Channel.NETFILTER).receiveBuffer(receiveBuffer));
    }

    /** Shows every entry; the view is overwritten by the next one. */
    public void dump(Consumer<EntryView> each) {
        ask(EntryRequest.header(Request.dump(Question.CONNTRACK_GET), AF_UNSPEC), each);
    }

    /**
     * Shows at least the entries whose original destination is the address: Linux before 5.8 does not know the filter
     * and shows all, and over IPv6 only protocol and port are filtered, so the caller still looks at each.
     */
    public void dump(ServiceAddress address, Consumer<EntryView> each) {
        if (!kernelFilters) {
            dump(each);
            return;
        }
        try {
            ask(filtered(address), each);
        } catch (NetlinkException refused) {
            if (refused.errno() != Errno.EINVAL && refused.errno() != Errno.EOPNOTSUPP) {
                throw refused;
            }
            kernelFilters = false;
            dump(each);
        }
    }

    /** The entry that has this original tuple in this zone now; it may have another reply tuple than the one asked for. */
    public Optional<Entry> get(EntryKey key) {
        var request = EntryRequest.about(Request.one(Question.CONNTRACK_GET), key);
        var found = new ArrayList<Entry>(1);
        query.one(request, (datagram, message, length) -> {
            if (view.read(datagram, message, length)) {
                found.add(view.entry());
            }
        });
        return found.stream().findFirst();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void ask(Request request, Consumer<EntryView> each) {
        query.dump(request, (datagram, message, length) -> {
            if (view.read(datagram, message, length)) {
                each.accept(view);
            }
        });
    }

    private static Request filtered(ServiceAddress address) {
        var request = EntryRequest.header(
                Request.dump(Question.CONNTRACK_GET),
                EntryRequest.family(address.ip().isV4()));
        var tuple = request.begin(Cta.TUPLE_ORIG);
        var flags = Cta.FILTER_BY_PROTOCOL | Cta.FILTER_BY_DESTINATION_PORT;
        if (address.ip().isV4()) {
            // Not over IPv6: Linux (seen in 6.18) compares the wrong way round there and shows all but the address.
            var ip = request.begin(Cta.TUPLE_IP);
            request.attribute(Cta.IP_V4_DST, address.ip().octets()).end(ip);
            flags |= Cta.FILTER_BY_DESTINATION;
        }
        var protocol = request.begin(Cta.TUPLE_PROTO);
        request.attribute8(Cta.PROTO_NUM, address.protocol());
        request.attributeBig16(Cta.PROTO_DST_PORT, address.port());
        request.end(protocol).end(tuple);
        var filter = request.begin(Cta.FILTER);
        request.attributeHost32(Cta.FILTER_ORIG_FLAGS, flags);
        request.attributeHost32(Cta.FILTER_REPLY_FLAGS, 0);
        return request.end(filter);
    }
}

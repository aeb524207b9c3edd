/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.netlink.Request;

/** The beginning of a message about one entry: its family, one of its tuples, its zone. */
public final class EntryRequest {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int NFNETLINK_V0 = 0;

    /** The entry with this original tuple. */
    public static Request about(Request request, EntryKey key) {
        return about(request, key, Cta.TUPLE_ORIG, key.original());
    }

    /** The entry with this reply tuple; one whose original tuple is the same is found too, and told by its id. */
    public static Request aboutReply(Request request, EntryKey key) {
        return about(request, key, Cta.TUPLE_REPLY, key.reply());
    }

    /** Only the entry with this id; the kernel compares it (ENOENT if it is another's). */
    public static Request withId(Request request, long id) {
        return request.attributeBig32(Cta.ID, id);
    }

    static Request header(Request request, int family) {
        return request.octet(family).octet(NFNETLINK_V0).big16(0);
    }

    static int family(boolean v4) {
        return v4 ? AF_INET : AF_INET6;
    }

    private static Request about(Request request, EntryKey key, int direction, FlowTuple flow) {
        header(request, family(flow.destination().isV4()));
        tuple(request, direction, flow, key.protocol());
        return key.zone() == 0 ? request : request.attributeBig16(Cta.ZONE, key.zone());
    }

    private static void tuple(Request request, int direction, FlowTuple flow, int protocol) {
        var v4 = flow.destination().isV4();
        var tuple = request.begin(direction);
        var ip = request.begin(Cta.TUPLE_IP);
        request.attribute(v4 ? Cta.IP_V4_SRC : Cta.IP_V6_SRC, flow.source().octets());
        request.attribute(v4 ? Cta.IP_V4_DST : Cta.IP_V6_DST, flow.destination().octets());
        request.end(ip);
        var numbers = request.begin(Cta.TUPLE_PROTO);
        request.attribute8(Cta.PROTO_NUM, protocol);
        request.attributeBig16(Cta.PROTO_SRC_PORT, flow.sourcePort());
        request.attributeBig16(Cta.PROTO_DST_PORT, flow.destinationPort());
        request.end(numbers).end(tuple);
    }

    private EntryRequest() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.netlink.Request;

/** The beginning of a message about one entry: its family, its original tuple, its zone. */
public final class EntryRequest {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int NFNETLINK_V0 = 0;

    public static Request about(Request request, EntryKey key) {
        header(request, family(key.original().destination().isV4()));
        original(request, key);
        return key.zone() == 0 ? request : request.attributeBig16(Cta.ZONE, key.zone());
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

    private static void original(Request request, EntryKey key) {
        var v4 = key.original().destination().isV4();
        var tuple = request.begin(Cta.TUPLE_ORIG);
        var ip = request.begin(Cta.TUPLE_IP);
        request.attribute(
                v4 ? Cta.IP_V4_SRC : Cta.IP_V6_SRC, key.original().source().octets());
        request.attribute(
                v4 ? Cta.IP_V4_DST : Cta.IP_V6_DST, key.original().destination().octets());
        request.end(ip);
        var protocol = request.begin(Cta.TUPLE_PROTO);
        request.attribute8(Cta.PROTO_NUM, key.protocol());
        request.attributeBig16(Cta.PROTO_SRC_PORT, key.original().sourcePort());
        request.attributeBig16(Cta.PROTO_DST_PORT, key.original().destinationPort());
        request.end(protocol).end(tuple);
    }

    private EntryRequest() {}
}

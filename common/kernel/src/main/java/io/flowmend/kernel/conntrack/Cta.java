/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.netlink.Messages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers of nfnetlink_conntrack.h, and its values, which are in network order. */
final class Cta {

    static final int TUPLE_ORIG = 1;
    static final int TUPLE_REPLY = 2;
    static final int STATUS = 3;
    static final int PROTOINFO = 4;
    static final int TIMEOUT = 7;
    static final int ID = 12;
    static final int ZONE = 18;
    static final int FILTER = 25;

    static final int TUPLE_IP = 1;
    static final int TUPLE_PROTO = 2;
    static final int TUPLE_ZONE = 3;

    static final int IP_V4_SRC = 1;
    static final int IP_V4_DST = 2;
    static final int IP_V6_SRC = 3;
    static final int IP_V6_DST = 4;

    static final int PROTO_NUM = 1;
    static final int PROTO_SRC_PORT = 2;
    static final int PROTO_DST_PORT = 3;

    static final int PROTOINFO_TCP = 1;
    static final int PROTOINFO_TCP_STATE = 1;

    static final int FILTER_ORIG_FLAGS = 1;
    static final int FILTER_REPLY_FLAGS = 2;
    static final int FILTER_BY_SOURCE = 1;
    static final int FILTER_BY_DESTINATION = 1 << 1;
    static final int FILTER_BY_PROTOCOL = 1 << 3;
    static final int FILTER_BY_DESTINATION_PORT = 1 << 5;

    static int octet(ByteBuffer datagram, int attribute) {
        return holds(datagram, attribute, 1) ? Byte.toUnsignedInt(datagram.get(Messages.value(attribute))) : 0;
    }

    static int big16(ByteBuffer datagram, int attribute) {
        if (!holds(datagram, attribute, 2)) {
            return 0;
        }
        var raw = datagram.getShort(Messages.value(attribute));
        return Short.toUnsignedInt(swap(datagram) ? Short.reverseBytes(raw) : raw);
    }

    static long big32(ByteBuffer datagram, int attribute) {
        if (!holds(datagram, attribute, 4)) {
            return 0;
        }
        var raw = datagram.getInt(Messages.value(attribute));
        return Integer.toUnsignedLong(swap(datagram) ? Integer.reverseBytes(raw) : raw);
    }

    static long big64(ByteBuffer datagram, int attribute, int offset) {
        if (!holds(datagram, attribute, offset + 8)) {
            return 0;
        }
        var raw = datagram.getLong(Messages.value(attribute) + offset);
        return swap(datagram) ? Long.reverseBytes(raw) : raw;
    }

    /** A value that is shorter than its type would be read from the next attribute. */
    private static boolean holds(ByteBuffer datagram, int attribute, int octets) {
        return Messages.end(datagram, attribute) - Messages.value(attribute) >= octets;
    }

    private static boolean swap(ByteBuffer datagram) {
        return datagram.order() == ByteOrder.LITTLE_ENDIAN;
    }

    private Cta() {}
}

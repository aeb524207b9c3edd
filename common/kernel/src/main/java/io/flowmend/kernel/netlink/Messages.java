/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import java.nio.ByteBuffer;

/** Netlink messages and attributes in a datagram, read in place. A length that points outside ends the walk. */
public final class Messages {

    /** Octets of a message's header. */
    public static final int HEADER = 16;

    static final int ERROR = 2;
    static final int DONE = 3;

    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int TYPE_MASK = 0x3fff;

    /** Hands over every message of the datagram. */
    public static void each(ByteBuffer datagram, Query.Sink sink) {
        var offset = 0;
        var limit = datagram.limit();
        while (limit - offset >= HEADER) {
            var length = datagram.getInt(offset);
            if (length < HEADER || length > limit - offset) {
                return;
            }
            sink.message(datagram, offset, length);
            offset += align(length);
        }
    }

    public static int type(ByteBuffer datagram, int message) {
        return Short.toUnsignedInt(datagram.getShort(message + 4));
    }

    public static int flags(ByteBuffer datagram, int message) {
        return Short.toUnsignedInt(datagram.getShort(message + 6));
    }

    static int sequence(ByteBuffer datagram, int message) {
        return datagram.getInt(message + 8);
    }

    /** Who caused it; 0 is the kernel. */
    public static long portId(ByteBuffer datagram, int message) {
        return Integer.toUnsignedLong(datagram.getInt(message + 12));
    }

    static boolean interrupted(ByteBuffer datagram, int message) {
        return (flags(datagram, message) & NLM_F_DUMP_INTR) != 0;
    }

    /** {@code -errno}, 0 if the message is only an acknowledgement. */
    static int error(ByteBuffer datagram, int message) {
        return datagram.getInt(message + HEADER);
    }

    /** First attribute between {@code from} and {@code to}, or {@code to} if there is none. */
    public static int first(ByteBuffer datagram, int from, int to) {
        return sound(datagram, from, to) ? from : to;
    }

    /** The attribute after {@code attribute}, or {@code to} if it was the last. */
    public static int next(ByteBuffer datagram, int attribute, int to) {
        return first(datagram, attribute + align(size(datagram, attribute)), to);
    }

    /** Type without the flags for nesting and byte order. */
    public static int attributeType(ByteBuffer datagram, int attribute) {
        return datagram.getShort(attribute + 2) & TYPE_MASK;
    }

    /** Where the attribute's value begins. */
    public static int value(int attribute) {
        return attribute + 4;
    }

    /** Where the attribute's value ends. */
    public static int end(ByteBuffer datagram, int attribute) {
        return attribute + size(datagram, attribute);
    }

    private static boolean sound(ByteBuffer datagram, int attribute, int to) {
        if (to - attribute < 4) {
            return false;
        }
        var size = size(datagram, attribute);
        return size >= 4 && size <= to - attribute;
    }

    private static int size(ByteBuffer datagram, int attribute) {
        return Short.toUnsignedInt(datagram.getShort(attribute));
    }

    private static int align(int length) {
        return (length + 3) & ~3;
    }

    private Messages() {}
}

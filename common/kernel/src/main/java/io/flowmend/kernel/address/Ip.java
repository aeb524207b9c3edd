/* Licensed under Apache-2.0. */
package io.flowmend.kernel.address;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.StringJoiner;

/** An IP address as two words; IPv4 is held as {@code ::ffff:a.b.c.d}. Written as Kubernetes writes it (RFC 5952). */
public record Ip(long high, long low) {

    private static final long MAPPED = 0xffffL << 32;

    public static Ip ofV4(int address) {
        return new Ip(0, MAPPED | Integer.toUnsignedLong(address));
    }

    /** @throws IllegalArgumentException if it is not the literal of an address; nothing is ever looked up */
    public static Ip parse(String literal) {
        return of(InetAddress.ofLiteral(literal).getAddress());
    }

    /** @param octets 4 or 16, in network order */
    public static Ip of(byte[] octets) {
        var bytes = ByteBuffer.wrap(octets);
        return bytes.remaining() == 4 ? ofV4(bytes.getInt()) : new Ip(bytes.getLong(), bytes.getLong());
    }

    public boolean isV4() {
        return high == 0 && (low & 0xffffffff00000000L) == MAPPED;
    }

    /** 4 or 16 octets in network order. */
    public byte[] octets() {
        return isV4()
                ? ByteBuffer.allocate(4).putInt((int) low).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** 0.0.0.0 or ::. */
    public boolean isWildcard() {
        return isV4() ? (int) low == 0 : (high | low) == 0;
    }

    @Override
    public String toString() {
        return isV4()
                ? (low >>> 24 & 0xff) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff)
                : v6();
    }

    private int group(int i) {
        return (int) ((i < 4 ? high >>> (48 - 16 * i) : low >>> (48 - 16 * (i - 4))) & 0xffff);
    }

    private String v6() {
        var begin = 8;
        var length = 1;
        for (var i = 0; i < 8; i++) {
            var run = 0;
            while (i + run < 8 && group(i + run) == 0) {
                run++;
            }
            if (run > length) {
                begin = i;
                length = run;
            }
        }
        return begin == 8 ? groups(0, 8) : groups(0, begin) + "::" + groups(begin + length, 8);
    }

    private String groups(int from, int to) {
        var joined = new StringJoiner(":");
        for (var i = from; i < to; i++) {
            joined.add(Integer.toHexString(group(i)));
        }
        return joined.toString();
    }
}

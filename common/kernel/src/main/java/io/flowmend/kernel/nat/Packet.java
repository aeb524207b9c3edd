/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import io.flowmend.kernel.address.ServiceAddress;
import java.util.Arrays;

/** The first packet of a flow of which only destination, port and protocol are known. */
record Packet(ServiceAddress towards, boolean local) {

    static final int NETWORK_HEADER = 1;
    static final int TRANSPORT_HEADER = 2;

    private static final int LONGEST_HEADER = 64;
    private static final int V4_PROTOCOL = 9;
    private static final int V4_DESTINATION = 16;
    private static final int V6_NEXT_HEADER = 6;
    private static final int V6_DESTINATION = 24;
    private static final int DESTINATION_PORT = 2;

    boolean isV4() {
        return towards.ip().isV4();
    }

    int family() {
        return isV4() ? Table.IPV4 : Table.IPV6;
    }

    /** Puts a piece of a header into a register. */
    void load(int base, int offset, int length, Registers registers, int register) {
        var octets = new byte[LONGEST_HEADER];
        var known = new boolean[LONGEST_HEADER];
        if (base == NETWORK_HEADER) {
            put(octets, known, isV4() ? V4_PROTOCOL : V6_NEXT_HEADER, new byte[] {(byte) towards.protocol()});
            put(
                    octets,
                    known,
                    isV4() ? V4_DESTINATION : V6_DESTINATION,
                    towards.ip().octets());
        } else if (base == TRANSPORT_HEADER) {
            put(octets, known, DESTINATION_PORT, port());
        }
        if (offset < 0 || length < 0 || offset + length > LONGEST_HEADER) {
            registers.forget(register, length);
            return;
        }
        registers.store(
                register,
                Arrays.copyOfRange(octets, offset, offset + length),
                Arrays.copyOfRange(known, offset, offset + length));
    }

    private byte[] port() {
        return new byte[] {(byte) (towards.port() >>> 8), (byte) towards.port()};
    }

    private static void put(byte[] octets, boolean[] known, int at, byte[] value) {
        System.arraycopy(value, 0, octets, at, value.length);
        Arrays.fill(known, at, at + value.length, true);
    }
}

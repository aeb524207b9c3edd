/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Room for many datagrams of one {@code recvmmsg}, laid out once and used for ever.
 *
 * <p>Belongs to one thread. The layout is that of 64-bit Linux: {@code mmsghdr} of 64 octets, {@code msghdr} inside.
 */
public final class ReceiveRing {

    private static final int HEADER = 64;
    private static final int MSG_NAMELEN = 8;
    private static final int MSG_IOV = 16;
    private static final int MSG_IOVLEN = 24;
    private static final int MSG_FLAGS = 48;
    private static final int MSG_LEN = 56;
    private static final int IOVEC = 16;
    private static final int SOCKADDR_NL = 12;
    private static final int NL_PID = 4;
    private static final int MSG_TRUNC = 0x20;

    private final MemorySegment headers;
    private final MemorySegment senders;
    private final ByteBuffer[] slots;

    public ReceiveRing(int slots, int octetsEach) {
        var arena = Arena.ofAuto();
        this.headers = arena.allocate((long) HEADER * slots, 8);
        this.senders = arena.allocate((long) SOCKADDR_NL * slots, 8);
        this.slots = new ByteBuffer[slots];
        var vectors = arena.allocate((long) IOVEC * slots, 8);
        for (var i = 0; i < slots; i++) {
            var slot = arena.allocate(octetsEach, 8);
            this.slots[i] = slot.asByteBuffer().order(ByteOrder.nativeOrder());
            var vector = vectors.asSlice((long) i * IOVEC, IOVEC);
            vector.set(Libc.LONG, 0, slot.address());
            vector.set(Libc.LONG, 8, octetsEach);
            var header = (long) i * HEADER;
            headers.set(Libc.LONG, header, senders.address() + (long) i * SOCKADDR_NL);
            headers.set(JAVA_INT, header + MSG_NAMELEN, SOCKADDR_NL);
            headers.set(Libc.LONG, header + MSG_IOV, vector.address());
            headers.set(Libc.LONG, header + MSG_IOVLEN, 1);
        }
        this.vectors = vectors;
    }

    /** Kept so that the memory which the headers point to stays. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private final MemorySegment vectors;

    MemorySegment headers() {
        return headers;
    }

    int slots() {
        return slots.length;
    }

    /** Datagram {@code i} of the last receive, ready to be read; empty if it did not come from the kernel. */
    public ByteBuffer datagram(int i) {
        var fromKernel = senders.get(JAVA_INT, (long) i * SOCKADDR_NL + NL_PID) == 0;
        return slots[i].clear().limit(fromKernel ? headers.get(JAVA_INT, (long) i * HEADER + MSG_LEN) : 0);
    }

    /** True if datagram {@code i} was longer than its slot: part of it is lost. */
    public boolean truncated(int i) {
        return (headers.get(JAVA_INT, (long) i * HEADER + MSG_FLAGS) & MSG_TRUNC) != 0;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One netlink socket. It belongs to the network namespace of the thread that opened it, whichever thread uses it later;
 * one thread at a time may.
 */
public final class NetlinkSocket implements AutoCloseable {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int SOCKADDR_NL = 12;
    private static final int NL_PID = 4;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_MEMINFO = 55;
    private static final int MEMINFO_WORDS = 9;
    private static final int MEMINFO_DROPS = 8;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_NO_ENOBUFS = 5;
    private static final int MSG_DONTWAIT = 0x40;
    private static final short POLLIN = 1;

    private final Question.Channel channel;
    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int sequence;

    private NetlinkSocket(Question.Channel channel, int fd) {
        this.channel = channel;
        this.fd = fd;
    }

    /** @throws NetlinkException if the kernel does not have it or we may not */
    public static NetlinkSocket open(Question.Channel channel) {
        var fd = NetlinkException.check(
                "opening netlink " + channel, Libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, channel.number()));
        var socket = new NetlinkSocket(channel, fd);
        try (var arena = Arena.ofConfined()) {
            var address = arena.allocate(SOCKADDR_NL, 4);
            address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
            NetlinkException.check("binding netlink " + channel, Libc.bind(fd, address));
            return socket;
        } catch (NetlinkException refused) {
            socket.close();
            throw refused;
        }
    }

    /** Beyond net.core.rmem_max where we may, up to it elsewhere. */
    public NetlinkSocket receiveBuffer(int octets) {
        if (Libc.setOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, octets) < 0) {
            NetlinkException.check("receive buffer", Libc.setOption(fd, SOL_SOCKET, SO_RCVBUF, octets));
        }
        return this;
    }

    /** Takes part in a multicast group; an overrun of the buffer must be told, not hidden. */
    public NetlinkSocket join(int group) {
        NetlinkException.check("netlink option", Libc.setOption(fd, SOL_NETLINK, NETLINK_NO_ENOBUFS, 0));
        NetlinkException.check(
                "joining group " + group + " of " + channel,
                Libc.setOption(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group));
        return this;
    }

    /** The number by which the kernel and everyone who listens know this socket (nl_pid). */
    public long port() {
        try (var arena = Arena.ofConfined()) {
            var address = arena.allocate(SOCKADDR_NL, 4);
            NetlinkException.check("reading the netlink port", Libc.socketName(fd, address));
            return Integer.toUnsignedLong(address.get(JAVA_INT, NL_PID));
        }
    }

    /** @return sequence number under which the answers come */
    int send(Request request) {
        if (request.what().channel() != channel) {
            throw new IllegalArgumentException(request.what() + " does not belong on " + channel);
        }
        var bytes = request.sealed(++sequence);
        NetlinkException.check("sending " + request.what(), Libc.send(fd, MemorySegment.ofBuffer(bytes)));
        return sequence;
    }

    /**
     * Takes what is there.
     *
     * @return datagrams, 0 if there is none
     * @throws NetlinkException with ENOBUFS if the kernel had to drop some
     */
    public int receive(ReceiveRing ring) {
        var answer = Libc.receiveMany(fd, ring.headers(), ring.slots(), MSG_DONTWAIT);
        if (answer == -Errno.EAGAIN || answer == -Errno.EINTR) {
            return 0;
        }
        return NetlinkException.check("receiving from " + channel, answer);
    }

    /** True if there is something to receive, an overrun included. */
    public boolean await(Duration patience) {
        try (var arena = Arena.ofConfined()) {
            var descriptor = arena.allocate(8, 4);
            descriptor.set(JAVA_INT, 0, fd);
            descriptor.set(JAVA_SHORT, 4, POLLIN);
            return Libc.poll(descriptor, 1, (int) patience.toMillis()) > 0;
        }
    }

    /** Datagrams that the kernel dropped because the buffer was full, in the life of this socket. */
    public long drops() {
        try (var arena = Arena.ofConfined()) {
            var words = arena.allocate(JAVA_INT, MEMINFO_WORDS);
            var length = arena.allocateFrom(JAVA_INT, MEMINFO_WORDS * Integer.BYTES);
            NetlinkException.check("reading drops", Libc.getOption(fd, SOL_SOCKET, SO_MEMINFO, words, length));
            return Integer.toUnsignedLong(words.getAtIndex(JAVA_INT, MEMINFO_DROPS));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) { // A number that was closed may be another file's by now.
            Libc.close(fd);
        }
    }
}

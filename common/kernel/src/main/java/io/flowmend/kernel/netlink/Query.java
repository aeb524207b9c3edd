/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Sends and takes the answers, one message at a time.
 *
 * <p>Answers to an earlier question that was given up on are told by their sequence number and skipped.
 */
public final class Query {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SLOTS = 4;
    private static final int OCTETS = 64 * 1024;

    private final NetlinkSocket socket;
    private final ReceiveRing ring = new ReceiveRing(SLOTS, OCTETS);

    public Query(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Takes one message; it is laid out in {@code datagram} from {@code offset}, {@code length} octets long. */
    @FunctionalInterface
    public interface Sink {
        void message(ByteBuffer datagram, int offset, int length);
    }

    /**
     * Until the kernel says that this was all.
     *
     * @return true if what was listed changed meanwhile, so that the answer may be torn
     * @throws NetlinkException if it refuses
     */
    public boolean dump(Request request, Sink sink) {
        var sequence = socket.send(request);
        var walk = new Walk(sequence, true, sink);
        while (!walk.done) {
            take(request, walk);
        }
        return walk.torn;
    }

    /**
     * One answer, or none.
     *
     * @return false if there is no such thing (ENOENT)
     * @throws NetlinkException if it refuses otherwise
     */
    public boolean one(Request request, Sink sink) {
        var sequence = socket.send(request);
        var walk = new Walk(sequence, false, sink);
        try {
            while (!walk.done) {
                take(request, walk);
            }
            return true;
        } catch (NetlinkException refused) {
            if (refused.errno() == Errno.ENOENT) {
                return false;
            }
            throw refused;
        }
    }

    /**
     * Sends an order and waits for the kernel's acknowledgement.
     *
     * @return false if what it is about is not there (ENOENT)
     * @throws NetlinkException if it refuses otherwise
     */
    public boolean act(Request order) {
        return one(order, (datagram, message, length) -> {});
    }

    private void take(Request request, Walk walk) {
        if (!socket.await(PATIENCE)) {
            throw new NetlinkException("waiting for the answer to " + request.what(), Errno.EAGAIN);
        }
        var count = socket.receive(ring);
        for (var i = 0; i < count; i++) {
            if (ring.truncated(i)) {
                throw new NetlinkException("an answer to " + request.what() + " is too long", Errno.EINVAL);
            }
            Messages.each(ring.datagram(i), walk);
        }
    }

    private static final class Walk implements Sink {

        private final int sequence;
        private final boolean many;
        private final Sink sink;
        private boolean done;
        private boolean torn;

        private Walk(int sequence, boolean many, Sink sink) {
            this.sequence = sequence;
            this.many = many;
            this.sink = sink;
        }

        @Override
        public void message(ByteBuffer datagram, int offset, int length) {
            if (Messages.sequence(datagram, offset) != sequence || done) {
                return;
            }
            torn |= Messages.interrupted(datagram, offset);
            switch (Messages.type(datagram, offset)) {
                case Messages.DONE -> done = true;
                case Messages.ERROR -> {
                    done = true;
                    NetlinkException.check("the kernel's answer", Messages.error(datagram, offset));
                }
                default -> {
                    sink.message(datagram, offset, length);
                    done = !many;
                }
            }
        }
    }
}

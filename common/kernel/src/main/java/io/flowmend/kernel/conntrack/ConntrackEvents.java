/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.Messages;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.ReceiveRing;
import java.time.Duration;
import java.util.function.Consumer;

/** The kernel's events about entries: created, updated, destroyed. */
public final class ConntrackEvents implements AutoCloseable {

    private static final int GROUP_NEW = 1;
    private static final int GROUP_UPDATE = 2;
    private static final int GROUP_DESTROY = 3;
    private static final int SLOTS = 128;
    private static final int OCTETS = 8 * 1024;

    private final NetlinkSocket socket;
    private final ReceiveRing ring = new ReceiveRing(SLOTS, OCTETS);
    private final EntryView view = new EntryView();
    private long drops;

    private ConntrackEvents(NetlinkSocket socket) {
        this.socket = socket;
        this.drops = socket.drops();
    }

    /** Listens from now on, in the namespace of the calling thread. */
    public static ConntrackEvents open(int receiveBuffer) {
        var socket = NetlinkSocket.open(Question.Channel.NETFILTER).receiveBuffer(receiveBuffer);
        try {
            return new ConntrackEvents(socket.join(GROUP_NEW).join(GROUP_UPDATE).join(GROUP_DESTROY));
        } catch (NetlinkException refused) {
            socket.close();
            throw refused;
        }
    }

    /** What one look into the queue brought. */
    public sealed interface Batch {
        /** @param messages 0 if nothing was waiting: everything that the kernel said up to now has been seen */
        record Seen(int messages) implements Batch {}

        /** @param messages how many the kernel could not hand over; at least 1 */
        record Overrun(long messages) implements Batch {}
    }

    public boolean await(Duration patience) {
        return socket.await(patience);
    }

    /** Takes a batch of what is waiting; the view is overwritten by the next event. */
    public Batch receive(Consumer<EntryView> each) {
        int count;
        try {
            count = socket.receive(ring);
        } catch (NetlinkException refused) {
            if (refused.errno() == Errno.ENOBUFS) {
                return overrun();
            }
            throw refused;
        }
        var truncated = 0;
        for (var i = 0; i < count; i++) {
            truncated += ring.truncated(i) ? 1 : 0;
            Messages.each(ring.datagram(i), (datagram, message, length) -> {
                if (view.read(datagram, message, length)) {
                    each.accept(view);
                }
            });
        }
        return truncated == 0 ? new Batch.Seen(count) : new Batch.Overrun(truncated);
    }

    @Override
    public void close() {
        socket.close();
    }

    private Batch overrun() {
        var now = socket.drops();
        var lost = Math.max(1, now - drops);
        drops = now;
        return new Batch.Overrun(lost);
    }
}

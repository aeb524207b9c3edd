/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.LocalAddresses;
import io.flowmend.kernel.conntrack.ConntrackEvents;
import io.flowmend.kernel.conntrack.ConntrackQueries;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.kernel.socket.UdpListeners;
import java.util.ArrayDeque;

/** The sockets of one node, all opened in its namespace. */
public record NodeProbes(
        ConntrackEvents events, ConntrackQueries queries, LocalAddresses addresses, UdpListeners listeners)
        implements AutoCloseable {

    private static final int ANSWERS = 4 << 20;

    /** @throws io.flowmend.kernel.netlink.NetlinkException if one cannot be opened; none stays open */
    public static NodeProbes open(NetworkNamespace namespace, int receiveBuffer) {
        return namespace.call(() -> {
            var opened = new ArrayDeque<AutoCloseable>();
            try {
                var events = keep(opened, ConntrackEvents.open(receiveBuffer));
                var queries = keep(opened, ConntrackQueries.open(ANSWERS));
                var addresses = keep(opened, LocalAddresses.open());
                return new NodeProbes(events, queries, addresses, keep(opened, UdpListeners.open()));
            } catch (RuntimeException refused) {
                for (var probe : opened) {
                    probe.close();
                }
                throw refused;
            }
        });
    }

    @Override
    public void close() {
        events.close();
        queries.close();
        addresses.close();
        listeners.close();
    }

    private static <T extends AutoCloseable> T keep(ArrayDeque<AutoCloseable> opened, T probe) {
        opened.push(probe);
        return probe;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.kernel.socket.SocketSeen;
import io.flowmend.kernel.socket.UdpTraffic;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One look at the sockets of a node and its pods.
 *
 * @param from it began
 * @param until it ended
 * @param found what was looked for and is there
 * @param read namespaces that were looked through
 * @param present namespaces that exist, whether they could be looked through or not
 */
public record SocketLook(Moment from, Moment until, List<Found> found, Set<Long> read, Set<Long> present) {

    /**
     * One socket.
     *
     * @param at it was read no earlier; of UDP, when its traffic was
     * @param traffic of the UDP sockets of its namespace, read right after a UDP socket; empty for TCP, and if the kernel does not tell
     * @param reply from the address that its packets reach to the socket
     */
    public record Found(SocketId id, SocketSeen socket, Moment at, Optional<UdpTraffic> traffic, FlowTuple reply) {

        public Found amid(Optional<UdpTraffic> now, Moment when) {
            return new Found(id, socket, when, now, reply);
        }
    }

    /**
     * Names a socket while the node runs.
     *
     * @param netns inode of its network namespace
     */
    public record SocketId(long netns, long cookie) {}
}

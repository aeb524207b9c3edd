/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.kernel.socket.SocketSeen;
import io.flowmend.producer.node.sample.SocketLook.SocketId;
import io.flowmend.producer.node.sample.SocketTracker;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which sockets are looked for.
 *
 * @param peers addresses whose owner ended
 * @param translated by the socket's own view of a TCP flow that was translated to such an address: the reply
 * @param known sockets that are followed until they end, and their replies
 */
record SocketAim(Set<Ip> peers, Map<FlowTuple, FlowTuple> translated, Map<SocketId, FlowTuple> known) {

    static final SocketAim NOTHING = new SocketAim(Set.of(), Map.of(), Map.of());

    boolean isNothing() {
        return peers.isEmpty() && translated.isEmpty() && known.isEmpty();
    }

    /** The reply of a socket that is looked for; empty for any other. */
    Optional<FlowTuple> reply(SocketId id, SocketSeen socket) {
        var followed = known.get(id);
        if (followed != null && followed.destination().equals(socket.source())) {
            return Optional.of(followed);
        }
        if (!SocketTracker.stuck(socket)) {
            return Optional.empty();
        }
        if (socket.protocol() == ServiceAddress.TCP) {
            var original =
                    new FlowTuple(socket.source(), socket.destination(), socket.sourcePort(), socket.destinationPort());
            var reply = translated.get(original);
            if (reply != null) {
                return Optional.of(reply);
            }
        }
        return peers.contains(socket.destination())
                ? Optional.of(new FlowTuple(
                        socket.destination(), socket.source(), socket.destinationPort(), socket.sourcePort()))
                : Optional.empty();
    }
}

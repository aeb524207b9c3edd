/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.remediation.order.GoneOwner;
import io.flowmend.remediation.order.SocketTarget;
import io.flowmend.remediation.order.Task;

/** The socket's packets reach the gone address: its peer is that address, or the conntrack entry of its flow leads there. */
record SocketLeadsToGone() implements Step.Truth {

    @Override
    public String name() {
        return "leads-to-gone";
    }

    @Override
    public Look look(Round round) {
        return round.task() instanceof Task.FreeSockets task && round.target() instanceof SocketTarget socket
                ? look(round, task.gone(), socket)
                : Look.HOLDS;
    }

    private static Look look(Round round, GoneOwner gone, SocketTarget socket) {
        if (socket.tuple().destination().equals(gone.address())) {
            return Look.HOLDS;
        }
        // The reply tuple is not known; only the original one is asked for.
        return round.entryOf(new EntryKey(0, socket.protocol(), socket.tuple(), socket.tuple()))
                .map(entry -> entry.key().reply().source().equals(gone.address())
                        ? Look.HOLDS
                        : Look.differs("the flow of the socket leads to "
                                + entry.key().reply().source() + ", not to " + gone.address()))
                .orElseGet(() -> Look.unknown("no conntrack entry says where the packets of the socket go"));
    }
}

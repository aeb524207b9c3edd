/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.node.Socket;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.SocketTarget;

/** The socket is there as the command expects it: cookie, namespace, both ends. */
record SameSocket() implements Step.Truth {

    @Override
    public String name() {
        return "same-socket";
    }

    @Override
    public Look look(Round round) {
        return switch (round.target()) {
            case SocketTarget wanted ->
                round.socket(wanted).map(socket -> compare(wanted, socket)).orElseGet(Look::socketGone);
            case EntryTarget _ -> Look.HOLDS;
        };
    }

    static boolean isSame(SocketTarget wanted, Socket socket) {
        return socket.netns() == wanted.netns()
                && socket.cookie() == wanted.cookie()
                && socket.protocol() == wanted.protocol()
                && wanted.tuple()
                        .equals(new FlowTuple(
                                socket.source(), socket.destination(), socket.sourcePort(), socket.destinationPort()));
    }

    private static Look compare(SocketTarget wanted, Socket socket) {
        return isSame(wanted, socket) ? Look.HOLDS : Look.differs("the socket has other ends: " + Words.of(socket));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.remediation.node.Socket;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.SocketTarget;

/** A TCP socket retransmits and hears nothing; a UDP socket is connected (field guide, section 5C.2). */
record SocketIsStuck() implements Step.Truth {

    /** TCP_ESTABLISHED of net/tcp_states.h, which for UDP means connected. */
    private static final int CONNECTED = 1;

    @Override
    public String name() {
        return "stuck";
    }

    @Override
    public Look look(Round round) {
        return switch (round.target()) {
            case SocketTarget wanted ->
                round.socket(wanted).map(socket -> look(round.limits(), socket)).orElseGet(Look::socketGone);
            case EntryTarget _ -> Look.HOLDS;
        };
    }

    private static Look look(Limits limits, Socket socket) {
        if (socket.protocol() != ServiceAddress.TCP) {
            return socket.state() == CONNECTED
                    ? Look.HOLDS
                    : Look.differs("the socket is not connected any more: state " + socket.state());
        }
        if (socket.retransmits() <= 0) {
            return Look.differs("the socket does not retransmit");
        }
        return socket.lastAck().filter(ago -> ago.compareTo(limits.quiet()) > 0).isPresent()
                ? Look.HOLDS
                : Look.differs("the peer acknowledged something "
                        + socket.lastAck()
                                .map(ago -> ago.toMillis() + " ms ago")
                                .orElse("at an unknown time"));
    }
}

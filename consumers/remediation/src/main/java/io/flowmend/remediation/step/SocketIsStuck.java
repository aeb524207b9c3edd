/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.remediation.node.Socket;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.SocketTarget;

/**
 * A TCP socket retransmits and hears nothing; a UDP socket is connected, and nothing came into its namespace since it was found
 * unanswered (field guide, section 5C.2).
 */
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
                round.socket(wanted)
                        .map(socket -> look(round.limits(), wanted, socket))
                        .orElseGet(Look::socketGone);
            case EntryTarget _ -> Look.HOLDS;
        };
    }

    static Look look(Limits limits, SocketTarget wanted, Socket socket) {
        return socket.protocol() == ServiceAddress.TCP ? tcp(limits, socket) : udp(wanted, socket);
    }

    private static Look udp(SocketTarget wanted, Socket socket) {
        if (socket.state() != CONNECTED) {
            return Look.differs("the socket is not connected any more: state " + socket.state());
        }
        if (wanted.heard().isEmpty()) {
            return Look.unknown("the command does not say what the socket's namespace had heard");
        }
        if (socket.heard().isEmpty()) {
            return Look.unknown("the kernel does not say what the socket's namespace has heard");
        }
        var since = socket.heard().get() - wanted.heard().get();
        return since == 0 && socket.unread() == 0
                ? Look.HOLDS
                : Look.differs("answers may have come: since it was found stuck the sockets of its namespace took "
                        + since + " datagrams, and " + socket.unread() + " bytes wait in its own queue");
    }

    private static Look tcp(Limits limits, Socket socket) {
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

/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.remediation.node.Hands;
import io.flowmend.remediation.node.Socket;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.SocketTarget;
import io.flowmend.remediation.order.Target;
import io.flowmend.remediation.step.Words;
import java.util.Optional;

/**
 * A second look at one target.
 *
 * @param broken the same fault is there
 * @param words what is there instead, or that nothing is
 * @param seen what was read; empty if nothing is there
 */
record Observation(boolean broken, String words, Optional<String> seen) {

    private static final int CONNECTED = 1;
    private static final int CLOSED = 7;

    static Observation of(Hands hands, Target target) {
        return switch (target) {
            case EntryTarget wanted ->
                hands.entry(wanted.key()).map(entry -> entry(wanted, entry)).orElseGet(() -> gone("the entry"));
            case SocketTarget wanted ->
                hands.socket(wanted.netns(), wanted.cookie())
                        .map(socket -> socket(wanted, socket))
                        .orElseGet(() -> gone("the socket"));
        };
    }

    private static Observation gone(String what) {
        return new Observation(false, what + " is not there any more", Optional.empty());
    }

    private static Observation entry(EntryTarget wanted, Entry entry) {
        var same = entry.key().equals(wanted.key());
        var what = same
                ? "an entry of the same fault is there"
                : "the flow leads to " + entry.key().reply().source() + ":"
                        + entry.key().reply().sourcePort();
        return new Observation(same, what, Optional.of(Words.of(entry)));
    }

    /** A destroyed socket stays in its owner's hands until that closes it: TCP in CLOSE, UDP without a peer. */
    private static Observation socket(SocketTarget wanted, Socket socket) {
        var peerless = socket.state() == CLOSED
                || !socket.destination().equals(wanted.tuple().destination())
                || socket.destinationPort() != wanted.tuple().destinationPort()
                || (socket.protocol() == ServiceAddress.UDP && socket.state() != CONNECTED);
        return new Observation(
                !peerless,
                peerless ? "the socket has no peer any more" : "the socket is still there",
                Optional.of(Words.of(socket)));
    }
}

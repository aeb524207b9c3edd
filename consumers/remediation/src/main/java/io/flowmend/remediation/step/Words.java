/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.node.Socket;

/** What was read, for a person: the {@code before} and {@code after} of a result. */
public final class Words {

    /** IPS_SEEN_REPLY of nf_conntrack_common.h. */
    static final int SEEN_REPLY = 1 << 1;

    public static String of(Entry entry) {
        return "zone " + entry.key().zone() + " id " + entry.id() + " protocol "
                + entry.key().protocol() + " " + flow(entry.key().original()) + ", answers "
                + flow(entry.key().reply()) + (isReplied(entry) ? "" : " [UNREPLIED]") + ", timeout "
                + entry.timeoutSeconds() + " s"
                + (entry.tcpState() == null ? "" : ", tcp state " + entry.tcpState());
    }

    public static String of(Socket socket) {
        return "cookie " + socket.cookie() + " netns " + socket.netns() + " protocol " + socket.protocol() + " "
                + socket.source() + ":" + socket.sourcePort() + " -> " + socket.destination() + ":"
                + socket.destinationPort() + ", state " + socket.state() + ", retransmits " + socket.retransmits()
                + ", unacknowledged " + socket.unacknowledged()
                + socket.lastAck()
                        .map(ago -> ", last ack " + ago.toMillis() + " ms ago")
                        .orElse("");
    }

    static boolean isReplied(Entry entry) {
        return (entry.status() & SEEN_REPLY) != 0;
    }

    private static String flow(FlowTuple tuple) {
        return tuple.source() + ":" + tuple.sourcePort() + " -> " + tuple.destination() + ":" + tuple.destinationPort();
    }

    private Words() {}
}

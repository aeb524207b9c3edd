/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.SocketSeen;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.ghostflow.Form;
import io.flowmend.streams.detector.ghostflow.GhostSighting;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import io.flowmend.streams.detector.ghostflow.Target;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.util.Optional;

/** What nodes say of flows towards an address, as the detector {@code ghostflow} takes it. */
public final class GhostFlows {

    /** IPS_SEEN_REPLY and IPS_ASSURED (include/uapi/linux/netfilter/nf_conntrack_common.h). */
    private static final int ANSWERED = 1 << 1 | 1 << 2;

    /** TCP_ESTABLISHED and TCP_CLOSE_WAIT (include/net/tcp_states.h): data of these can hang unacknowledged. */
    private static final int ESTABLISHED = 1;

    private static final int CLOSE_WAIT = 8;

    /** TCP_SYN_SENT: nothing can have been acknowledged yet. */
    private static final int SYN_SENT = 2;

    /** @param hold how long a peer must have been silent before a socket that retransmits counts as stuck */
    public static GhostSighting sighting(FlowRecord flow, RecordRef record, Duration hold) {
        var socket = Optional.ofNullable(flow.getSocket());
        return new GhostSighting(
                kind(flow),
                target(flow),
                form(flow),
                socket.isEmpty() && (flow.getStatus() & ANSWERED) != 0,
                socket.filter(seen -> isStuck(flow, seen, hold)).isPresent(),
                Optional.ofNullable(flow.getEndOfLife()),
                Optional.ofNullable(flow.getService()),
                Optional.ofNullable(flow.getAuthor())
                        .map(author ->
                                new GhostSighting.Author(author.getPortId(), Optional.ofNullable(author.getProgram()))),
                record);
    }

    private static boolean isStuck(FlowRecord flow, SocketSeen socket, Duration hold) {
        if (isConnecting(flow)) {
            return socket.getRetransmits() > 0
                    && (flow.getKind() == FlowKind.SEEN || flow.getKind() == FlowKind.REFRESHED);
        }
        if (flow.getProtocol() == ServiceAddress.UDP) {
            return socket.getUnansweredMillis() != null;
        }
        var lastAck = socket.getLastAckMillis();
        return flow.getProtocol() == ServiceAddress.TCP
                && (socket.getState() == ESTABLISHED || socket.getState() == CLOSE_WAIT)
                && socket.getRetransmits() > 0
                && socket.getUnacknowledged() > 0
                && lastAck != null
                && lastAck >= hold.toMillis();
    }

    private static boolean isConnecting(FlowRecord flow) {
        return flow.getProtocol() == ServiceAddress.TCP
                && flow.getSocket() != null
                && flow.getSocket().getState() == SYN_SENT;
    }

    private static Target target(FlowRecord flow) {
        var original = Remedies.tuple(flow.getOriginal());
        var reply = Remedies.tuple(flow.getReply());
        var socket = flow.getSocket();
        return socket == null
                ? new Target.Entry(flow.getProtocol(), flow.getZone(), flow.getConntrackId(), original, reply)
                : new Target.Socket(
                        flow.getProtocol(),
                        socket.getNetns(),
                        socket.getCookie(),
                        original,
                        reply,
                        Optional.ofNullable(socket.getHeard()));
    }

    private static Form form(FlowRecord flow) {
        if (isConnecting(flow)) {
            return Form.CONNECTING;
        }
        var tcp = flow.getProtocol() == ServiceAddress.TCP;
        if (flow.getSocket() != null) {
            return tcp ? Form.HALF_OPEN : Form.PINNED_SOCKET;
        }
        return tcp ? Form.SYN_ENTRY : Form.UDP_ENTRY;
    }

    private static Kind kind(FlowRecord flow) {
        return switch (flow.getKind()) {
            case CREATED -> Kind.CREATED;
            case SEEN, UPDATED, UNKNOWN, RESET -> Kind.PRESENT;
            case REFRESHED -> Kind.REFRESHED;
            case DESTROYED -> Kind.DESTROYED;
            case GONE -> Kind.GONE;
        };
    }

    private GhostFlows() {}
}

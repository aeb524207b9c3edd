/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.Author;
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

    /** @param hold how long a peer must have been silent before a socket that retransmits counts as stuck */
    public static GhostSighting sighting(FlowRecord flow, RecordRef record, Duration hold) {
        var socket = Optional.ofNullable(flow.getSocket());
        return new GhostSighting(
                kind(flow),
                target(flow),
                form(flow),
                socket.isEmpty() && (flow.getStatus() & ANSWERED) != 0,
                socket.filter(seen -> isStuck(flow.getProtocol(), seen, hold)).isPresent(),
                Optional.ofNullable(flow.getEndOfLife()),
                Optional.ofNullable(flow.getService()),
                Optional.ofNullable(flow.getAuthor()).map(GhostFlows::words),
                record);
    }

    private static boolean isStuck(int protocol, SocketSeen socket, Duration hold) {
        var lastAck = socket.getLastAckMillis();
        return protocol == ServiceAddress.TCP
                && (socket.getState() == ESTABLISHED || socket.getState() == CLOSE_WAIT)
                && socket.getRetransmits() > 0
                && socket.getUnacknowledged() > 0
                && lastAck != null
                && lastAck >= hold.toMillis();
    }

    private static Target target(FlowRecord flow) {
        var original = Remedies.tuple(flow.getOriginal());
        var reply = Remedies.tuple(flow.getReply());
        var socket = flow.getSocket();
        return socket == null
                ? new Target.Entry(flow.getProtocol(), flow.getZone(), flow.getConntrackId(), original, reply)
                : new Target.Socket(flow.getProtocol(), socket.getNetns(), socket.getCookie(), original, reply);
    }

    private static Form form(FlowRecord flow) {
        var tcp = flow.getProtocol() == ServiceAddress.TCP;
        if (flow.getSocket() != null) {
            return tcp ? Form.HALF_OPEN : Form.PINNED_SOCKET;
        }
        return tcp ? Form.SYN_ENTRY : Form.UDP_ENTRY;
    }

    private static Kind kind(FlowRecord flow) {
        return switch (flow.getKind()) {
            case CREATED -> Kind.CREATED;
            case SEEN, UPDATED, UNKNOWN -> Kind.PRESENT;
            case REFRESHED -> Kind.REFRESHED;
            case DESTROYED -> Kind.DESTROYED;
            case GONE -> Kind.GONE;
        };
    }

    /** As the detector of un-NATed entries has it: the planner looks for the port. */
    private static String words(Author author) {
        return Optional.ofNullable(author.getProgram())
                .map(name -> name + " (netlink port " + author.getPortId() + ")")
                .orElse("a program at netlink port " + author.getPortId());
    }

    private GhostFlows() {}
}

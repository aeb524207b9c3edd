/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.codec;

import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.producer.node.sample.FlowFact;
import io.flowmend.producer.node.sample.SocketFact;
import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.Author;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Snapshot;
import io.flowmend.schemas.telemetry.SocketSeen;
import io.flowmend.schemas.telemetry.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Facts as the topic has them. */
public final class FlowRecords {

    public static FlowRecord record(
            NodeIdentity identity, long sequence, Instant observedAt, boolean clamped, FlowFact fact) {
        var entry = fact.entry();
        var origin = NodeOrigin.newBuilder()
                .setCluster(identity.cluster())
                .setNode(identity.node())
                .setSource(NodeIdentity.SOURCE)
                .setBootId(identity.bootId())
                .setSequence(sequence)
                .setObservedAt(observedAt)
                .build();
        return FlowRecord.newBuilder()
                .setOrigin(origin)
                .setEventTime(observedAt)
                .setTimestampClamped(clamped)
                .setKind(kind(fact.kind()))
                .setProtocol(entry.key().protocol())
                .setZone(entry.key().zone())
                .setConntrackId(entry.id())
                .setOriginal(tuple(entry.key().original()))
                .setReply(tuple(entry.key().reply()))
                .setStatus(entry.status())
                .setTimeoutSeconds(entry.timeoutSeconds())
                .setEndOfLife(micros(fact.endOfLife()))
                .setRefreshedFrom(micros(fact.refreshedFrom()))
                .setToLocalAddress(fact.local().toLocalAddress())
                .setLocalListener(fact.local().localListener())
                .setAuthor(author(fact.author()))
                .setSnapshot(snapshot(fact.snapshot()))
                .setTowardsGone(fact.towardsGone())
                .setService(fact.service())
                .setTcpState(entry.tcpState())
                .setSocket(socket(fact.socket()))
                .build();
    }

    private static FlowKind kind(FlowFact.Kind kind) {
        return switch (kind) {
            case SEEN -> FlowKind.SEEN;
            case CREATED -> FlowKind.CREATED;
            case UPDATED -> FlowKind.UPDATED;
            case REFRESHED -> FlowKind.REFRESHED;
            case DESTROYED -> FlowKind.DESTROYED;
            case GONE -> FlowKind.GONE;
        };
    }

    private static Tuple tuple(FlowTuple tuple) {
        return new Tuple(
                tuple.source().toString(), tuple.destination().toString(), tuple.sourcePort(), tuple.destinationPort());
    }

    private static @Nullable Author author(io.flowmend.producer.node.sample.@Nullable Author author) {
        return author == null
                ? null
                : Author.newBuilder()
                        .setPortId(author.portId())
                        .setProgram(author.program().orElse(null))
                        .build();
    }

    private static @Nullable Snapshot snapshot(io.flowmend.producer.node.sample.@Nullable Snapshot dump) {
        return dump == null
                ? null
                : Snapshot.newBuilder()
                        .setId(dump.id())
                        .setReason(dump.reason().name().toLowerCase(Locale.ROOT))
                        .setLow(dump.low().truncatedTo(ChronoUnit.MICROS))
                        .setHigh(dump.high().truncatedTo(ChronoUnit.MICROS))
                        .build();
    }

    private static @Nullable SocketSeen socket(@Nullable SocketFact socket) {
        return socket == null
                ? null
                : SocketSeen.newBuilder()
                        .setCookie(socket.cookie())
                        .setNetns(socket.netns())
                        .setState(socket.state())
                        .setRetransmits(socket.retransmits())
                        .setUnacknowledged(socket.unacknowledged())
                        .setLastAckMillis(socket.lastAckMillis())
                        .setUnansweredMillis(socket.unansweredMillis())
                        .setHeard(socket.heard())
                        .build();
    }

    private static @Nullable Instant micros(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }

    private FlowRecords() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.propagation.Tally;
import io.flowmend.streams.order.ApiFrame;
import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.NodeFrame;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.planner.OptOut;
import io.flowmend.streams.state.AnswerEdge;
import io.flowmend.streams.state.ApiFrameEdge;
import io.flowmend.streams.state.ClockEdge;
import io.flowmend.streams.state.CountedEdge;
import io.flowmend.streams.state.EarlyEdge;
import io.flowmend.streams.state.Edge;
import io.flowmend.streams.state.FoundEdge;
import io.flowmend.streams.state.NodeChangeEdge;
import io.flowmend.streams.state.NodeFrameEdge;
import io.flowmend.streams.state.OptOutEdge;
import io.flowmend.streams.state.OwnEdge;
import io.flowmend.streams.state.SharedEdge;
import io.flowmend.streams.state.UnknownInterval;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What crosses a repartition. */
public final class Edges {

    private static final StateCodec<Edge> CODEC = new StateCodec<>(Edge.getEncoder(), Edge.getDecoder());

    public static byte[] shared(Position position, byte[] payload) {
        return CODEC.write(Edge.newBuilder()
                .setShared(new SharedEdge(
                        position.time(), position.origin(), position.sequence(), ByteBuffer.wrap(payload)))
                .build());
    }

    public static byte[] own(String lane, Position position, byte[] payload) {
        return own(lane, position, payload, false);
    }

    /** A fact of a node that is to be joined with what other nodes say. */
    public static byte[] crossing(String node, Position position, byte[] payload) {
        return own(node, position, payload, true);
    }

    private static byte[] own(String lane, Position position, byte[] payload, boolean crossing) {
        return CODEC.write(Edge.newBuilder()
                .setOwn(new OwnEdge(
                        lane,
                        position.time(),
                        position.origin(),
                        position.sequence(),
                        ByteBuffer.wrap(payload),
                        crossing))
                .build());
    }

    public static byte[] frame(ApiFrame frame) {
        var unknown = frame.unknown().stream()
                .map(interval -> new UnknownInterval(interval.from(), end(interval)))
                .toList();
        return CODEC.write(Edge.newBuilder()
                .setApiFrame(new ApiFrameEdge(frame.upstream(), frame.watermark(), unknown))
                .build());
    }

    public static byte[] frame(NodeFrame frame) {
        var changes = frame.changes().stream().map(Edges::change).toList();
        var floor = frame.floor().equals(Instant.MIN) ? null : frame.floor();
        return CODEC.write(Edge.newBuilder()
                .setNodeFrame(new NodeFrameEdge(frame.upstream(), floor, changes))
                .build());
    }

    /** A sighting on arrival. */
    public static byte[] early(String lane, Instant time, byte[] payload) {
        return CODEC.write(Edge.newBuilder()
                .setEarly(new EarlyEdge(lane, null, time, ByteBuffer.wrap(payload)))
                .build());
    }

    /**
     * What a service says of an address, on arrival.
     *
     * @param gone uid of the service if it no longer has the address
     */
    public static byte[] early(Instant time, Optional<String> gone, byte[] payload) {
        return CODEC.write(Edge.newBuilder()
                .setEarly(new EarlyEdge(null, gone.orElse(null), time, ByteBuffer.wrap(payload)))
                .build());
    }

    public static byte[] found(Finding finding) {
        return CODEC.write(Edge.newBuilder()
                .setFound(new FoundEdge(ByteBuffer.wrap(Findings.bytes(finding))))
                .build());
    }

    public static Finding found(FoundEdge edge) {
        return Findings.finding(payload(edge.getFinding()));
    }

    /** @param service null: the whole namespace */
    public static byte[] optOut(String namespace, @Nullable String service, OptOut said) {
        return CODEC.write(Edge.newBuilder()
                .setOptOut(new OptOutEdge(namespace, service, said.uid(), said.off(), said.gone(), said.at()))
                .build());
    }

    public static OptOut optOut(OptOutEdge edge) {
        return new OptOut(edge.getUid(), edge.getOff(), edge.getGone(), edge.getAt());
    }

    public static byte[] clock(Instant at) {
        return CODEC.write(Edge.newBuilder().setClock(new ClockEdge(at)).build());
    }

    /** A result or an approval, as it was. */
    public static byte[] answer(TracedValue value) {
        return CODEC.write(Edge.newBuilder()
                .setAnswer(new AnswerEdge(ByteBuffer.wrap(value.bytes())))
                .build());
    }

    public static byte[] counted(Collection<Tally> tallies) {
        return CODEC.write(Edge.newBuilder()
                .setCounted(new CountedEdge(tallies.stream()
                        .map(Propagations::bytes)
                        .map(ByteBuffer::wrap)
                        .toList()))
                .build());
    }

    public static List<Tally> counted(CountedEdge edge) {
        return edge.getTallies().stream()
                .map(Edges::payload)
                .map(Propagations::tally)
                .toList();
    }

    public static Edge read(byte[] bytes) {
        return CODEC.read(bytes);
    }

    public static byte[] payload(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    public static ApiFrame frame(ApiFrameEdge edge) {
        return new ApiFrame(
                edge.getUpstream(),
                edge.getWatermark(),
                edge.getUnknown().stream()
                        .map(interval -> new Interval(interval.getFrom(), end(interval.getUntil())))
                        .toList());
    }

    public static NodeFrame frame(NodeFrameEdge edge) {
        return new NodeFrame(
                edge.getUpstream(),
                edge.getFloor() == null ? Instant.MIN : edge.getFloor(),
                edge.getChanges().stream().map(Edges::change).toList());
    }

    private static NodeChangeEdge change(NodeFrame.Change change) {
        var unknown = change.unknown();
        var fromStart =
                unknown.filter(interval -> interval.from().equals(Instant.MIN)).isPresent();
        return NodeChangeEdge.newBuilder()
                .setNode(change.node())
                .setWatermark(change.watermark())
                .setUnknownFrom(fromStart ? null : unknown.map(Interval::from).orElse(null))
                .setUnknownFromStart(fromStart)
                .setUnknownUntil(unknown.map(Edges::end).orElse(null))
                .setCitation(change.citation().map(Refs::read).orElse(null))
                .build();
    }

    private static NodeFrame.Change change(NodeChangeEdge edge) {
        var from = edge.getUnknownFromStart() ? Instant.MIN : edge.getUnknownFrom();
        return new NodeFrame.Change(
                edge.getNode(),
                edge.getWatermark(),
                Optional.ofNullable(from).map(start -> new Interval(start, end(edge.getUnknownUntil()))),
                Optional.ofNullable(edge.getCitation()).map(Refs::write));
    }

    private static @Nullable Instant end(Interval interval) {
        return interval.isOpen() ? null : interval.until();
    }

    private static Instant end(@Nullable Instant until) {
        return until == null ? Instant.MAX : until;
    }

    private Edges() {}
}

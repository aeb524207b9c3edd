/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.propagation.LateProxy;
import io.flowmend.streams.detector.propagation.PropagationCodec;
import io.flowmend.streams.detector.propagation.ProxyLanes;
import io.flowmend.streams.detector.propagation.Tally;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.ApiFrame;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.state.OwnEdge;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Follows the service proxies of its nodes, and tells what it counts and who is late. */
final class PropagationProcessor extends Stage implements ProxyLanes.Output {

    private final Inputs inputs;
    private final PropagationCodec codec;
    private ProxyLanes proxies;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    PropagationProcessor(Inputs inputs, PropagationCodec codec, StreamsMetrics metrics) {
        super(Names.PROPAGATION, metrics);
        this.inputs = inputs;
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        proxies = new ProxyLanes(
                inputs.config().propagation(),
                new ProxyLanes.Ground(
                        new KafkaSortedStore(context.getStateStore(Names.PROPAGATION_STORE)),
                        new KafkaSortedStore(context.getStateStore(Names.PROPAGATION_STATE)),
                        inputs.sliceUpstreams(),
                        Inputs.names(Names.INTAKE, inputs.partitions().nodes())),
                codec,
                this::isMine,
                this);
    }

    /** Frames go everywhere; a node's facts come to one partition only. */
    private boolean isMine(String node) {
        return IntakeProcessor.partitionOf(node, inputs.partitions().stages())
                == context().taskId().partition();
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var edge = Edges.read(record.value());
        if (edge.getOwn() != null) {
            own(edge.getOwn());
        } else if (edge.getShared() != null) {
            proxies.change(codec.change(Edges.payload(edge.getShared().getPayload())));
        } else if (edge.getApiFrame() != null) {
            proxies.accept(Edges.frame(edge.getApiFrame()));
        } else if (edge.getNodeFrame() != null) {
            proxies.accept(Edges.frame(edge.getNodeFrame()));
        }
    }

    private void own(OwnEdge own) {
        var position = new Position(own.getTime(), Rank.OWN, own.getOrigin(), own.getSequence());
        var payload = Edges.payload(own.getPayload());
        if (!proxies.own(own.getLane(), position, payload)) {
            late(TracedValue.read(payload), proxies.drained(own.getLane()));
        }
    }

    @Override
    public void counted(Collection<Tally> tallies) {
        toSums(
                Edges.counted(tallies),
                Instant.ofEpochMilli(Math.max(0, context().currentStreamTimeMs())));
    }

    @Override
    public void said(Position position, LateProxy late) {
        toSums(Edges.shared(position, codec.write(late.stored())), position.time());
    }

    @Override
    public void reached(Instant horizon) {
        var upstream =
                RekeyProcessor.upstream(Names.PROPAGATION, context().taskId().partition());
        toSums(Edges.frame(new ApiFrame(upstream, horizon, List.of())), horizon);
    }

    private void toSums(byte[] edge, Instant time) {
        forward(inputs.config().kafka().cluster(), new Outgoing.ToSums(edge), millis(time));
    }
}

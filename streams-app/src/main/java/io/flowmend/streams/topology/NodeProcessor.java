/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.AvroNodeCodec;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.Latencies;
import io.flowmend.streams.codec.NodeCases;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.node.Latency;
import io.flowmend.streams.node.NodeCodec;
import io.flowmend.streams.node.NodeDetector;
import io.flowmend.streams.node.NodeOutput;
import io.flowmend.streams.node.NodeRules;
import io.flowmend.streams.node.StoredCase;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.ApiFrame;
import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.Lanes;
import io.flowmend.streams.order.NodeFrame;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Orders what the API and a node say of the node's own pods and gives the node's rules their turns. */
final class NodeProcessor extends Stage implements NodeOutput {

    private static final byte[] NO_CITATION = {};

    private final Inputs inputs;
    private final List<NodeDetector> detectors;
    private final NodeCodec codec;
    private final Facts facts;
    private Lanes lanes;
    private Applier applier;
    private Instant told = Instant.MIN;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    NodeProcessor(Inputs inputs, List<NodeDetector> detectors, NodeCodec codec, StreamsMetrics metrics, Facts facts) {
        super(Names.NODE, metrics);
        this.inputs = inputs;
        this.detectors = List.copyOf(detectors);
        this.codec = codec;
        this.facts = facts;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        var store = new KafkaSortedStore(context.getStateStore(Names.NODE_STORE));
        lanes = new Lanes(
                store,
                Inputs.names(Names.PODS, inputs.partitions().pods()),
                Inputs.names(Names.INTAKE, inputs.partitions().nodes()));
        applier = new NodeRules(
                detectors, store, name -> new KafkaSortedStore(context().getStateStore(name)), codec, this);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var edge = Edges.read(record.value());
        if (edge.getOwn() != null) {
            var own = edge.getOwn();
            var position = new Position(own.getTime(), Rank.OWN, own.getOrigin(), own.getSequence());
            var payload = Edges.payload(own.getPayload());
            if (!lanes.own(own.getLane(), record.key(), position, payload)) {
                late(TracedValue.read(payload), lanes.drained(own.getLane()));
            }
        } else if (edge.getShared() != null) {
            var shared = edge.getShared();
            lanes.shared(
                    record.key(),
                    new Position(shared.getTime(), Rank.SHARED, shared.getOrigin(), shared.getSequence()),
                    Edges.payload(shared.getPayload()));
        } else if (edge.getApiFrame() != null) {
            lanes.accept(Edges.frame(edge.getApiFrame()), applier);
            tellHorizon();
        } else if (edge.getNodeFrame() != null) {
            var frame = Edges.frame(edge.getNodeFrame());
            frame.changes().forEach(this::gap);
            lanes.accept(frame, applier);
            tellHorizon();
        }
    }

    /** What is not known becomes a fact of the node's, so that rules are told when it begins. */
    private void gap(NodeFrame.Change change) {
        if (change.unknown().isEmpty() || !isMine(change.node())) {
            return;
        }
        var unknown = change.unknown().get();
        var silent = change.citation().isEmpty();
        if (silent && unknown.from().equals(Instant.MIN)) {
            return; // it was never heard
        }
        // Silence begins right after the last word, however late it is noticed; so every run has it at one place.
        var at = silent ? unknown.from().plusNanos(1000) : change.watermark();
        var payload = AvroNodeCodec.gap(
                silent ? new Interval(unknown.from(), Instant.MAX) : unknown,
                change.citation().orElse(NO_CITATION));
        lanes.own(change.node(), change.node(), new Position(at, Rank.OWN, NodeRules.GAP, 0), payload);
    }

    /** Frames go everywhere; the node's facts come to one partition only. */
    private boolean isMine(String node) {
        return IntakeProcessor.partitionOf(node, inputs.partitions().stages())
                == context().taskId().partition();
    }

    /** All findings up to the horizon have been sent. */
    private void tellHorizon() {
        var horizon = lanes.horizon();
        if (horizon.isAfter(told)) {
            told = horizon;
            var upstream =
                    RekeyProcessor.upstream(Names.NODE, context().taskId().partition());
            toCauses(Edges.frame(new ApiFrame(upstream, horizon, List.of())), horizon);
        }
    }

    @Override
    public void found(Finding finding) {
        toPlanner(
                finding.subject().cluster(),
                Edges.found(finding),
                finding.last().at());
    }

    @Override
    public void handOn(String rule, String id, Instant at, StoredCase said) {
        // A finding may take two steps in one turn.
        var step = said.finding().map(finding -> finding.transitions().size()).orElse(0);
        var position = new Position(at, Rank.SHARED, rule + "/" + id, step);
        toCauses(Edges.shared(position, NodeCases.bytes(said)), at);
    }

    @Override
    public void measured(Latency latency) {
        forward(
                latency.cluster() + "/" + latency.node(),
                new Outgoing.Measured(Latencies.avro(latency)),
                millis(latency.programmedAt()));
    }

    @Override
    public void harmless(Supplier<Harmless> judged) {
        facts.judged(() -> List.of(judged.get()));
    }

    private void toCauses(byte[] edge, Instant time) {
        forward(inputs.config().kafka().cluster(), new Outgoing.ToCauses(edge), millis(time));
    }
}

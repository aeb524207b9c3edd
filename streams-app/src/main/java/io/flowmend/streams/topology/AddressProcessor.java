/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.AddressDetector;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.detector.stalenat.EarlyWatch;
import io.flowmend.streams.detector.stalenat.StaleNatDetector;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.Lanes;
import io.flowmend.streams.order.NodeFrame;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.state.EarlyEdge;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Orders what the API and the nodes say of service addresses and gives the detectors their turns. */
final class AddressProcessor extends Stage {

    private final Inputs inputs;
    private final List<AddressDetector> detectors;
    private final StaleNatDetector early;
    private Lanes lanes;
    private EarlyWatch watch;
    private Applier applier;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    AddressProcessor(Inputs inputs, List<AddressDetector> detectors, StaleNatDetector early, StreamsMetrics metrics) {
        super(Names.ADDRESS, metrics);
        this.inputs = inputs;
        this.detectors = List.copyOf(detectors);
        this.early = early;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        lanes = new Lanes(
                new KafkaSortedStore(context.getStateStore(Names.ADDRESS_STORE)),
                inputs.addressUpstreams(),
                Inputs.names(Names.INTAKE, inputs.partitions().nodes()));
        applier = new BySubject(Stream.of(Subjects.values()).collect(Collectors.toMap(shape -> shape, this::applier)));
        watch = new EarlyWatch(
                early.rule(),
                early.codec(),
                new KafkaSortedStore(context.getStateStore(Names.ADDRESS_EARLY)),
                this::found);
    }

    private Applier applier(Subjects shape) {
        var detector =
                detectors.stream().filter(each -> each.isFor(shape)).findFirst().orElseThrow();
        return detector.applier(new KafkaSortedStore(context().getStateStore(detector.storeName())), this::found);
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
        } else if (edge.getNodeFrame() != null) {
            var frame = Edges.frame(edge.getNodeFrame());
            told(frame);
            lanes.accept(frame, applier);
        } else if (edge.getEarly() != null) {
            early(record.key(), edge.getEarly());
        }
    }

    private void early(String subject, EarlyEdge edge) {
        var payload = Edges.payload(edge.getPayload());
        if (edge.getLane() == null) {
            watch.shared(subject, Optional.ofNullable(edge.getGone()), payload, live());
        } else {
            watch.own(edge.getLane(), subject, payload, live());
        }
    }

    private void told(NodeFrame frame) {
        if (inputs.config().eager()) {
            frame.changes()
                    .forEach(change -> change.citation().ifPresent(beat -> watch.heartbeat(change.node(), beat)));
        }
    }

    private void found(Finding finding) {
        toPlanner(
                finding.subject().cluster(),
                Edges.found(finding),
                finding.last().at());
        // A decision is worth its transaction now; heartbeats wait for the commit interval.
        context().commit();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.AddressDetector;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.detector.nodeloss.NodeLossDetector;
import io.flowmend.streams.detector.stalenat.EarlyWatch;
import io.flowmend.streams.detector.stalenat.StaleNatDetector;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.Crossing;
import io.flowmend.streams.order.Crossing.CrossingApplier;
import io.flowmend.streams.order.Lanes;
import io.flowmend.streams.order.NodeFrame;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.service.ServiceAddress;
import io.flowmend.streams.state.EarlyEdge;
import io.flowmend.streams.state.SharedEdge;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Orders what the API and the nodes say of service addresses and gives the detectors their turns. */
final class AddressProcessor extends Stage {

    private final Inputs inputs;
    private final List<AddressDetector> detectors;
    private final StaleNatDetector early;
    private final NodeLossDetector nodeLoss;
    private final Set<String> laneUpstreams;
    private Lanes lanes;
    private EarlyWatch watch;
    private Applier applier;
    private Crossing crossing;
    private CrossingApplier acrossNodes;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    AddressProcessor(
            Inputs inputs,
            List<AddressDetector> detectors,
            StaleNatDetector early,
            NodeLossDetector nodeLoss,
            StreamsMetrics metrics) {
        super(Names.ADDRESS, metrics);
        this.inputs = inputs;
        this.detectors = List.copyOf(detectors);
        this.early = early;
        this.nodeLoss = nodeLoss;
        this.laneUpstreams = inputs.addressUpstreams();
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        lanes = new Lanes(
                new KafkaSortedStore(context.getStateStore(Names.ADDRESS_STORE)),
                inputs.addressUpstreams(),
                Inputs.names(Names.INTAKE, inputs.partitions().nodes()));
        applier = new BySubject(Stream.of(Subjects.values()).collect(Collectors.toMap(shape -> shape, this::applier)));
        crossing = new Crossing(
                new KafkaSortedStore(context.getStateStore(Names.ADDRESS_CROSSING)),
                inputs.crossingUpstreams(),
                Inputs.names(Names.INTAKE, inputs.partitions().nodes()),
                nodeLoss.rule().config().memory());
        acrossNodes =
                nodeLoss.applier(new KafkaSortedStore(context.getStateStore(NodeLossDetector.STORE)), this::found);
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
            if (own.getCrossing()) {
                // Of an address alone it is the owners' stage's.
                if (Subjects.of(record.key()) == Subjects.SERVICE_ADDRESSES
                        && !crossing.own(own.getLane(), record.key(), position, payload)) {
                    late(TracedValue.read(payload), crossing.drained());
                }
            } else if (!lanes.own(own.getLane(), record.key(), position, payload)) {
                late(TracedValue.read(payload), lanes.drained(own.getLane()));
            }
        } else if (edge.getShared() != null) {
            shared(record.key(), edge.getShared());
        } else if (edge.getApiFrame() != null) {
            var frame = Edges.frame(edge.getApiFrame());
            if (laneUpstreams.contains(frame.upstream())) {
                lanes.accept(frame, applier);
            }
            if (crossing.isFor(frame)) {
                crossing.accept(frame, acrossNodes);
            }
        } else if (edge.getNodeFrame() != null) {
            var frame = Edges.frame(edge.getNodeFrame());
            told(frame);
            lanes.accept(frame, applier);
            crossing.accept(frame, acrossNodes);
        } else if (edge.getEarly() != null) {
            early(record.key(), edge.getEarly());
        }
    }

    private void shared(String key, SharedEdge shared) {
        var position = new Position(shared.getTime(), Rank.SHARED, shared.getOrigin(), shared.getSequence());
        var payload = Edges.payload(shared.getPayload());
        if (key.equals(Names.EVERYWHERE)) {
            crossing.shared("", position, payload);
            return;
        }
        lanes.shared(key, position, payload);
        if (Subjects.of(key) == Subjects.SERVICE_ADDRESSES
                && ServiceAddress.ofKey(key).protocol() == ServiceAddress.TCP) {
            crossing.shared(key, position, payload);
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

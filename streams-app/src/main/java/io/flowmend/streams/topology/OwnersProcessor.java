/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.detector.ipconflict.AddressConflictDetector;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Crossing;
import io.flowmend.streams.order.Crossing.CrossingApplier;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Orders what the API and all nodes say of who has an address, and gives the rules over it their turns. */
final class OwnersProcessor extends Stage {

    /** Of no single address. */
    private static final String ALL = "";

    private final Inputs inputs;
    private final AddressConflictDetector detector;
    private Crossing crossing;
    private CrossingApplier applier;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    OwnersProcessor(Inputs inputs, AddressConflictDetector detector, StreamsMetrics metrics) {
        super(Names.OWNERS, metrics);
        this.inputs = inputs;
        this.detector = detector;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        crossing = new Crossing(
                new KafkaSortedStore(context.getStateStore(Names.OWNERS_STORE)),
                inputs.addressUpstreams(),
                Inputs.names(Names.INTAKE, inputs.partitions().nodes()),
                AddressConflictDetector.MEMORY);
        applier = detector.applier(
                new KafkaSortedStore(context.getStateStore(AddressConflictDetector.STORE)), this::found);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var edge = Edges.read(record.value());
        if (edge.getApiFrame() != null) {
            var frame = Edges.frame(edge.getApiFrame());
            if (crossing.isFor(frame)) {
                crossing.accept(frame, applier);
            }
        } else if (edge.getNodeFrame() != null) {
            crossing.accept(Edges.frame(edge.getNodeFrame()), applier);
        } else if (Subjects.of(record.key()) == Subjects.ADDRESSES) {
            if (edge.getShared() != null && !record.key().equals(Names.EVERYWHERE)) {
                var shared = edge.getShared();
                crossing.shared(
                        record.key(),
                        new Position(shared.getTime(), Rank.SHARED, shared.getOrigin(), shared.getSequence()),
                        Edges.payload(shared.getPayload()));
            } else if (edge.getOwn() != null && edge.getOwn().getCrossing()) {
                var own = edge.getOwn();
                var position = new Position(own.getTime(), Rank.OWN, own.getOrigin(), own.getSequence());
                var payload = Edges.payload(own.getPayload());
                var subject = record.key().equals(Names.EVERYWHERE) ? ALL : record.key();
                if (!crossing.own(own.getLane(), subject, position, payload)) {
                    late(TracedValue.read(payload), crossing.drained());
                }
            }
        }
    }

    private void found(Finding finding) {
        toPlanner(
                finding.subject().cluster(),
                Edges.found(finding),
                finding.last().at());
    }
}

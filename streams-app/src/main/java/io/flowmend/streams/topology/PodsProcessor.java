/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.streams.codec.AddressOwners;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.NodePods;
import io.flowmend.streams.codec.Refs;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.ownership.Owner;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Says of each address which pod owns it from when to when, and passes on the watermarks among the pods. */
final class PodsProcessor extends Stage {

    private final Inputs inputs;
    private final Decoder<PodRecord> pods;
    private PodStore store;
    private NodePodStore nodes;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    PodsProcessor(Inputs inputs, StreamsMetrics metrics) {
        super(Names.PODS, metrics);
        this.inputs = inputs;
        this.pods = inputs.decoder(PodRecord.class);
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        store = new PodStore(
                new KafkaSortedStore(context.getStateStore(Names.PODS_STORE)),
                inputs.config().addressMemory());
        nodes = new NodePodStore(
                new KafkaSortedStore(context.getStateStore(Names.PODS_NODES)),
                inputs.config().node().podMemory());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        take(pods, record, (origins, value) -> pod(record, origins, value));
    }

    private void pod(Record<String, byte[]> record, Origins origins, PodRecord value) {
        inputs.requireOurs(value.getOrigin().getCluster());
        if (value.getMark() != null) {
            mark(value.getMark());
            return;
        }
        var state = Inputs.require(value.getState(), "state");
        var ref = origins.record(Refs.origin(value.getOrigin()), value.getEventTime());
        if (!ref.time().isAfter(store.reached())) {
            late(new TracedValue(ref, record.key(), record.value()), store.reached());
            return;
        }
        var version = RekeyProcessor.version(value.getOrigin().getResourceVersion());
        var pod = AddressOwners.pod(state, value.getDeleted(), ref);
        var seen = NodePods.pod(state, value.getDeleted(), ref);
        var changes = store.apply(pod);
        changes.forEach(owner -> send(owner, version));
        nodes.apply(pod.node(), seen, value.getDeleted()).forEach(said -> tell(said, ref.time(), version));
    }

    private void send(Owner owner, long version) {
        var position = new Position(owner.last().time(), Rank.SHARED, owner.origin(), version);
        onward(key(owner.address()), Edges.shared(position, AddressOwners.bytes(owner)), position.time());
    }

    private void tell(NodePodStore.Said said, Instant time, long version) {
        var position = new Position(time, Rank.SHARED, Owner.origin(said.uid()), version);
        var payload = said.pod().map(NodePods::bytes).orElse(new byte[0]);
        toNode(node(said.node()), Edges.shared(position, payload), time);
    }

    private void mark(ApiMark mark) {
        var frame = RekeyProcessor.frame(
                RekeyProcessor.upstream(
                        Names.PODS, context().recordMetadata().orElseThrow().partition()),
                mark);
        for (var old : store.reach(mark.getWatermark())) {
            var position = new Position(old.at(), Rank.SHARED, Owner.origin(old.uid()), Long.MAX_VALUE);
            onward(key(old.address()), Edges.shared(position, new byte[0]), old.at());
        }
        for (var old : nodes.forget(mark.getWatermark())) {
            var position = new Position(old.at(), Rank.SHARED, Owner.origin(old.second()), Long.MAX_VALUE);
            toNode(node(old.first()), Edges.shared(position, new byte[0]), old.at());
        }
        everywhere(Edges.frame(frame));
        everyNode(Edges.frame(frame));
    }

    private String node(String name) {
        return inputs.config().kafka().cluster() + "/" + name;
    }

    private String key(String address) {
        return Subjects.address(inputs.config().kafka().cluster(), address);
    }
}

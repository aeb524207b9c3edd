/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.cluster.NodeRecord;
import io.flowmend.schemas.cluster.NodeState;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.NodeLossStates;
import io.flowmend.streams.codec.Refs;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.nodeloss.NodeWord;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.SortedStore;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Says everywhere which node became ready or ceased to be, and passes on the watermarks among the nodes. */
final class ClusterNodesProcessor extends Stage {

    private static final String READY = "ready";
    private static final byte[] REACHED = new Key().text("reached").bytes();

    private final Inputs inputs;
    private final Decoder<NodeRecord> nodes;
    private SortedStore store;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    ClusterNodesProcessor(Inputs inputs, StreamsMetrics metrics) {
        super(Names.CLUSTER_NODES, metrics);
        this.inputs = inputs;
        this.nodes = inputs.decoder(NodeRecord.class);
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        store = new KafkaSortedStore(context.getStateStore(Names.CLUSTER_NODES_STORE));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        take(nodes, record, (origins, value) -> node(record, origins, value));
    }

    private void node(Record<String, byte[]> record, Origins origins, NodeRecord value) {
        inputs.requireOurs(value.getOrigin().getCluster());
        if (value.getMark() != null) {
            var frame = RekeyProcessor.frame(
                    RekeyProcessor.upstream(
                            Names.CLUSTER_NODES,
                            context().recordMetadata().orElseThrow().partition()),
                    value.getMark());
            store.put(REACHED, new Key().time(frame.watermark()).bytes());
            everywhere(Edges.frame(frame));
            return;
        }
        var state = Inputs.require(value.getState(), "state");
        var ref = origins.record(Refs.origin(value.getOrigin()), value.getEventTime());
        var reached = reached();
        if (!ref.time().isAfter(reached)) {
            late(new TracedValue(ref, record.key(), record.value()), reached);
            return;
        }
        var word = word(state, value.getDeleted(), ref);
        if (isNews(state.getName(), word.ready(), value.getDeleted())) {
            var version = RekeyProcessor.version(value.getOrigin().getResourceVersion());
            var position = new Position(ref.time(), Rank.SHARED, "Node/" + state.getUid(), version);
            var node = value.getOrigin().getCluster() + "/" + state.getName();
            everywhere(Edges.shared(position, NodeLossStates.bytes(node, word)));
        }
    }

    private static NodeWord word(NodeState state, boolean deleted, RecordRef ref) {
        var since = state.getReadySince();
        var told = !deleted && since != null && since.isBefore(ref.time());
        return new NodeWord(!deleted && state.getReady().equals("True"), told ? since : ref.time(), ref);
    }

    /** From Unknown to False it is no news: the node has been lost since the first. */
    private boolean isNews(String node, boolean ready, boolean deleted) {
        var key = new Key().text(READY).text(node).bytes();
        var before = store.get(key);
        if (deleted) {
            store.delete(key);
            return before == null || before[0] == 1;
        }
        store.put(key, new byte[] {(byte) (ready ? 1 : 0)});
        return before == null || (before[0] == 1) != ready;
    }

    private Instant reached() {
        var stored = store.get(REACHED);
        return stored == null ? Instant.MIN : new Key.Reader(stored).time();
    }
}

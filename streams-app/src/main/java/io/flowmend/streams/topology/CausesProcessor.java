/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.NodeCases;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.endpointdelay.StormRule;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.NodeCodec;
import io.flowmend.streams.node.StoredBook;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.Sequencer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Orders what is found about endpoints of all nodes and makes one finding of many with one cause. */
final class CausesProcessor extends Stage {

    private final Inputs inputs;
    private final StormRule rule;
    private final NodeCodec codec;
    private Sequencer sequencer;
    private Book book;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    CausesProcessor(Inputs inputs, StormRule rule, NodeCodec codec, StreamsMetrics metrics) {
        super(Names.CAUSES, metrics);
        this.inputs = inputs;
        this.rule = rule;
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        sequencer = new Sequencer(
                new KafkaSortedStore(context.getStateStore(Names.CAUSES_STORE)),
                Names.CAUSES,
                Inputs.names(Names.NODE, inputs.partitions().stages()));
        book = new StoredBook(
                new KafkaSortedStore(context.getStateStore(Names.CAUSES_OPEN)),
                codec,
                inputs.config().kafka().cluster());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var edge = Edges.read(record.value());
        if (edge.getShared() != null) {
            var shared = edge.getShared();
            sequencer.put(
                    new Position(shared.getTime(), Rank.SHARED, shared.getOrigin(), shared.getSequence()),
                    Edges.payload(shared.getPayload()));
        } else if (edge.getApiFrame() != null) {
            sequencer.accept(Edges.frame(edge.getApiFrame()), this::apply);
            rule.reached(book, sequencer.reached(), this::found);
        }
    }

    private void apply(Position position, byte[] payload) {
        rule.late(book, NodeCases.late(payload), position.time(), this::found);
    }

    private void found(Finding finding) {
        toPlanner(
                finding.subject().cluster(),
                Edges.found(finding),
                finding.last().at());
    }
}

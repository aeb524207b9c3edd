/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.ClusterOutput;
import io.flowmend.streams.node.ClusterRule;
import io.flowmend.streams.node.NodeCodec;
import io.flowmend.streams.node.StoredBook;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.Sequencer;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Orders what the rules of all nodes hand on, and gives it to the parts of them that see the whole cluster. */
final class CausesProcessor extends Stage implements ClusterOutput {

    private final Inputs inputs;
    private final List<ClusterRule> rules;
    private final NodeCodec codec;
    private final Facts facts;
    private Sequencer sequencer;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    CausesProcessor(Inputs inputs, List<ClusterRule> rules, NodeCodec codec, StreamsMetrics metrics, Facts facts) {
        super(Names.CAUSES, metrics);
        this.inputs = inputs;
        this.rules = List.copyOf(rules);
        this.codec = codec;
        this.facts = facts;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        sequencer = new Sequencer(
                new KafkaSortedStore(context.getStateStore(Names.CAUSES_STORE)),
                Names.CAUSES,
                Inputs.names(Names.NODE, inputs.partitions().stages()));
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
            rules.forEach(rule -> rule.reached(book(rule), sequencer.reached(), this));
        }
    }

    private void apply(Position position, byte[] payload) {
        var name = position.origin().substring(0, position.origin().indexOf('/'));
        var said = codec.stored(payload);
        rules.stream()
                .filter(rule -> rule.name().equals(name))
                .forEach(rule -> rule.said(book(rule), said, position.time(), this));
    }

    private Book book(ClusterRule rule) {
        var store = new KafkaSortedStore(context().getStateStore(Names.CAUSES_OPEN));
        return new StoredBook(store, codec, rule.name());
    }

    @Override
    public void accept(Finding finding) {
        toPlanner(
                finding.subject().cluster(),
                Edges.found(finding),
                finding.last().at());
    }

    @Override
    public void harmless(Supplier<Harmless> judged) {
        facts.judged(() -> List.of(judged.get()));
    }
}

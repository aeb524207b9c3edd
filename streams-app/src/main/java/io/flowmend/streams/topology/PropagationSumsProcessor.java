/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.AvroPropagationCodec;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.Propagations;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.propagation.LateProxy;
import io.flowmend.streams.detector.propagation.Propagation;
import io.flowmend.streams.detector.propagation.PropagationSums;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Adds up what the partitions count, and publishes what is decided. */
final class PropagationSumsProcessor extends Stage implements PropagationSums.Output {

    private final Inputs inputs;
    private final AvroPropagationCodec codec;
    private PropagationSums sums;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    PropagationSumsProcessor(Inputs inputs, AvroPropagationCodec codec, StreamsMetrics metrics) {
        super(Names.PROPAGATION_SUMS, metrics);
        this.inputs = inputs;
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        sums = new PropagationSums(
                inputs.config().propagation(),
                Names.PROPAGATION_SUMS,
                new PropagationSums.Ground(
                        new KafkaSortedStore(context.getStateStore(Names.PROPAGATION_SUMS_STORE)),
                        new KafkaSortedStore(context.getStateStore(Names.PROPAGATION_SUMS_OPEN)),
                        Inputs.names(Names.PROPAGATION, inputs.partitions().stages())),
                codec,
                this);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var edge = Edges.read(record.value());
        if (edge.getCounted() != null) {
            sums.counted(Edges.counted(edge.getCounted()));
        } else if (edge.getShared() != null) {
            var said = edge.getShared();
            sums.said(
                    new Position(said.getTime(), Rank.SHARED, said.getOrigin(), said.getSequence()),
                    LateProxy.of(codec.stored(Edges.payload(said.getPayload()))));
        } else if (edge.getApiFrame() != null) {
            sums.accept(Edges.frame(edge.getApiFrame()));
        }
    }

    @Override
    public void propagated(Propagation propagation) {
        var cluster = inputs.config().kafka().cluster();
        metrics.propagated(propagation.programmed(), propagation.unknown(), propagation.missing());
        forward(
                cluster + "/" + propagation.change().slice(),
                new Outgoing.Propagated(Propagations.avro(cluster, propagation)),
                millis(propagation.decidedAt()));
    }

    @Override
    public void found(Finding finding) {
        toPlanner(
                finding.subject().cluster(),
                Edges.found(finding),
                finding.last().at());
    }
}

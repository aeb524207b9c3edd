/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.codec.AvroNodeCodec;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.endpointdelay.EndpointDelayRule;
import io.flowmend.streams.detector.endpointdelay.StormRule;
import io.flowmend.streams.detector.endpointreset.RefreshRule;
import io.flowmend.streams.detector.endpointreset.ResetRule;
import io.flowmend.streams.detector.ipconflict.IpConflictRule;
import io.flowmend.streams.detector.telemetry.TelemetryRule;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.node.ClusterRule;
import io.flowmend.streams.node.NodeCodec;
import io.flowmend.streams.node.NodeDetector;
import io.flowmend.streams.observe.StreamsMetrics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stage of nodes with its detectors, and the stage of causes behind it. */
record NodeStages(Inputs inputs, NodeCodec codec, StreamsMetrics metrics, Facts facts) {

    static NodeStages of(Inputs inputs, Decoder<FlowRecord> flows, StreamsMetrics metrics, Facts facts) {
        var codec = new AvroNodeCodec(
                inputs.config().kafka().topic(Topics.NODE_FLOWS), flows, inputs.decoder(EndpointRecord.class));
        return new NodeStages(inputs, codec, metrics, facts);
    }

    private List<NodeDetector> detectors() {
        var settings = inputs.config().node();
        return List.of(
                new NodeDetector(new EndpointDelayRule(settings.endpointDelay())),
                new NodeDetector(new RefreshRule(settings.endpointReset())),
                new NodeDetector(new IpConflictRule(settings.ipConflict())),
                new NodeDetector(new TelemetryRule(settings.telemetry())));
    }

    ProcessorSupplier<String, byte[], String, Outgoing> node() {
        var detectors = detectors();
        var stores = Stream.concat(
                        Stream.of(Names.NODE_STORE), detectors.stream().map(NodeDetector::storeName))
                .map(inputs::store)
                .toArray(StoreBuilder<?>[]::new);
        return PipelineTopology.stage(
                inputs, Names.NODE, () -> new NodeProcessor(inputs, detectors, codec, metrics, facts), stores);
    }

    ProcessorSupplier<String, byte[], String, Outgoing> causes() {
        var settings = inputs.config().node();
        List<ClusterRule> rules = List.of(new StormRule(settings.storm()), new ResetRule(settings.endpointReset()));
        return PipelineTopology.stage(
                inputs,
                Names.CAUSES,
                () -> new CausesProcessor(inputs, rules, codec, metrics, facts),
                inputs.store(Names.CAUSES_STORE),
                inputs.store(Names.CAUSES_OPEN));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.codec.AvroAddressConflictCodec;
import io.flowmend.streams.codec.AvroGhostFlowCodec;
import io.flowmend.streams.codec.AvroNodeLossCodec;
import io.flowmend.streams.codec.AvroStaleNatCodec;
import io.flowmend.streams.detector.AddressDetector;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.ghostflow.GhostFlowDetector;
import io.flowmend.streams.detector.ipconflict.AddressConflictDetector;
import io.flowmend.streams.detector.nodeloss.NodeLossDetector;
import io.flowmend.streams.detector.stalenat.StaleNatDetector;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stages by address with their detectors: one joins each node with the API, the other all nodes. */
record AddressStages(Inputs inputs, Decoder<FlowRecord> flows, StreamsMetrics metrics, Facts facts) {

    ProcessorSupplier<String, byte[], String, Outgoing> address() {
        var ghostRule = inputs.config().ghostFlow();
        var staleNat = new StaleNatDetector(
                inputs.config().staleNat(),
                inputs.config().address().staleNatBpf(),
                new AvroStaleNatCodec(flows),
                facts);
        var nodeLoss = new NodeLossDetector(inputs.config().address().nodeLoss(), new AvroNodeLossCodec(flows), facts);
        List<AddressDetector> detectors = List.of(
                staleNat, new GhostFlowDetector(ghostRule, new AvroGhostFlowCodec(flows, ghostRule.hold()), facts));
        var stores = Stream.concat(
                        Stream.of(
                                Names.ADDRESS_STORE,
                                Names.ADDRESS_EARLY,
                                Names.ADDRESS_CROSSING,
                                NodeLossDetector.STORE),
                        detectors.stream().map(AddressDetector::storeName))
                .map(inputs::store)
                .toArray(StoreBuilder<?>[]::new);
        return PipelineTopology.stage(
                inputs,
                Names.ADDRESS,
                () -> new AddressProcessor(inputs, detectors, staleNat, nodeLoss, metrics),
                stores);
    }

    ProcessorSupplier<String, byte[], String, Outgoing> owners() {
        var detector = new AddressConflictDetector(
                inputs.config().node().ipConflict(),
                new AvroAddressConflictCodec(inputs.decoder(EndpointRecord.class)),
                facts);
        return PipelineTopology.stage(
                inputs,
                Names.OWNERS,
                () -> new OwnersProcessor(inputs, detector, metrics),
                inputs.store(Names.OWNERS_STORE),
                inputs.store(AddressConflictDetector.STORE));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.stalenat.Sighting;
import io.flowmend.streams.detector.stalenat.StaleNatCodec;
import io.flowmend.streams.detector.stalenat.StaleNatState;
import io.flowmend.streams.failure.Decoded;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.service.AddressFact;
import java.util.List;

/** Avro for the detector {@code stalenat}. */
public record AvroStaleNatCodec(Decoder<FlowRecord> flows) implements StaleNatCodec {

    @Override
    public Sighting sighting(byte[] payload) {
        var traced = TracedValue.read(payload);
        return switch (flows.read(traced.record().topic(), traced.value())) {
            case Decoded.Value<FlowRecord>(var flow) -> Flows.sighting(flow, traced.record());
            case Decoded.Unreadable<FlowRecord>(var reason) ->
                throw new IllegalStateException("a value that was read once no longer is: " + reason);
        };
    }

    @Override
    public AddressFact service(byte[] payload) {
        return AddressFacts.fact(payload);
    }

    @Override
    public RecordRef reference(byte[] citation) {
        return Refs.record(citation);
    }

    @Override
    public NodeProxy proxy(byte[] citation) {
        return Refs.proxy(citation);
    }

    @Override
    public byte[] write(StaleNatState state) {
        return StaleNatStates.bytes(state);
    }

    @Override
    public StaleNatState state(byte[] bytes) {
        return StaleNatStates.state(bytes);
    }

    @Override
    public byte[] write(List<AddressFact> services) {
        return StaleNatStates.viewBytes(services);
    }

    @Override
    public List<AddressFact> services(byte[] bytes) {
        return StaleNatStates.view(bytes);
    }
}

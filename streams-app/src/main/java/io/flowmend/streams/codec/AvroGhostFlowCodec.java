/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.ghostflow.Case;
import io.flowmend.streams.detector.ghostflow.Flow;
import io.flowmend.streams.detector.ghostflow.GhostFlowCodec;
import io.flowmend.streams.detector.ghostflow.GhostSighting;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.ownership.View;
import java.time.Duration;

/**
 * Avro for the detector {@code ghostflow}.
 *
 * @param hold how long a socket's peer must have been silent
 */
public record AvroGhostFlowCodec(Decoder<FlowRecord> flows, Duration hold) implements GhostFlowCodec {

    @Override
    public GhostSighting sighting(byte[] payload) {
        var traced = TracedValue.read(payload);
        return GhostFlows.sighting(traced.decoded(flows), traced.record(), hold);
    }

    @Override
    public Said said(byte[] payload, View view) {
        var said = AddressOwners.said(payload);
        if (said.getOwner() != null) {
            var owner = AddressOwners.owner(said.getOwner());
            return new Said(view.with(owner), owner.last().origin());
        }
        var backend = AddressOwners.backend(payload);
        return new Said(view.with(backend), backend.cause().origin());
    }

    @Override
    public RecordRef reference(byte[] citation) {
        return Refs.record(citation);
    }

    @Override
    public byte[] write(Flow flow) {
        return GhostFlowStates.bytes(flow);
    }

    @Override
    public Flow flow(byte[] bytes) {
        return GhostFlowStates.flow(bytes);
    }

    @Override
    public byte[] write(Case of) {
        return GhostFlowStates.bytes(of);
    }

    @Override
    public Case read(byte[] bytes) {
        return GhostFlowStates.read(bytes);
    }

    @Override
    public byte[] write(View view) {
        return GhostFlowStates.bytes(view);
    }

    @Override
    public View view(byte[] bytes) {
        return GhostFlowStates.view(bytes);
    }

    @Override
    public byte[] write(Finding finding) {
        return Findings.bytes(finding);
    }

    @Override
    public Finding finding(byte[] bytes) {
        return Findings.finding(bytes);
    }
}

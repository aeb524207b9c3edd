/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.ipconflict.AddressConflictCodec;
import io.flowmend.streams.detector.ipconflict.RemoteEndpoints;
import io.flowmend.streams.detector.ipconflict.RemoteEndpoints.Remote;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.ownership.View;
import io.flowmend.streams.state.RemoteEndpointState;
import io.flowmend.streams.state.RemoteEndpointsState;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Avro for the rules of {@code ipconflict} over an address. */
public record AvroAddressConflictCodec(Decoder<EndpointRecord> endpoints) implements AddressConflictCodec {

    private static final StateCodec<RemoteEndpointsState> REMOTES =
            new StateCodec<>(RemoteEndpointsState.getEncoder(), RemoteEndpointsState.getDecoder());

    @Override
    public Said said(byte[] payload, View view) {
        var said = AddressOwners.said(payload);
        if (said.getOwner() != null) {
            var owner = AddressOwners.owner(said.getOwner());
            return new Said(view.with(owner), owner.last());
        }
        var backend = AddressOwners.backend(payload);
        return new Said(view.with(backend), backend.cause());
    }

    @Override
    public NodeFact fact(byte[] payload) {
        var traced = TracedValue.read(payload);
        return NodeFacts.fact(traced.decoded(endpoints), traced.record());
    }

    @Override
    public NodeBeat beat(byte[] citation) {
        return Refs.beat(citation);
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
    public byte[] write(RemoteEndpoints remotes) {
        return REMOTES.write(new RemoteEndpointsState(
                remotes.all().stream()
                        .map(remote ->
                                new RemoteEndpointState(remote.id(), Refs.ref(remote.seen()), Refs.ref(remote.told())))
                        .toList(),
                remotes.open().map(Findings::bytes).map(ByteBuffer::wrap).orElse(null)));
    }

    @Override
    public RemoteEndpoints remotes(byte[] bytes) {
        var state = REMOTES.read(bytes);
        return new RemoteEndpoints(
                state.getEndpoints().stream()
                        .map(remote -> new Remote(
                                remote.getId(), Refs.record(remote.getSeen()), Refs.record(remote.getTold())))
                        .toList(),
                Optional.ofNullable(state.getFinding()).map(Edges::payload).map(Findings::finding));
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

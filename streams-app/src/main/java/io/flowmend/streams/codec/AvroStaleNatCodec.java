/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.stalenat.BpfFlow;
import io.flowmend.streams.detector.stalenat.BpfFrontend;
import io.flowmend.streams.detector.stalenat.Calico;
import io.flowmend.streams.detector.stalenat.Seen;
import io.flowmend.streams.detector.stalenat.Sighting;
import io.flowmend.streams.detector.stalenat.StaleNatCodec;
import io.flowmend.streams.detector.stalenat.StaleNatState;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.knownissue.KnownIssue;
import io.flowmend.streams.knownissue.KnownIssues;
import io.flowmend.streams.service.AddressFact;
import java.util.List;

/** Avro for the detector {@code stalenat}. */
public record AvroStaleNatCodec(Decoder<FlowRecord> flows) implements StaleNatCodec {

    @Override
    public Sighting sighting(byte[] payload) {
        var traced = TracedValue.read(payload);
        return Flows.sighting(traced.decoded(flows), traced.record());
    }

    @Override
    public Seen seen(byte[] payload) {
        var traced = TracedValue.read(payload);
        return BpfFlows.seen(traced.decoded(flows), traced.record());
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
    public Calico calico(byte[] citation) {
        var beat = Refs.beat(citation);
        var version = beat.version(KnownIssues.CALICO_BPF_STALE.component());
        return new Calico(
                version,
                KnownIssues.CALICO_BPF_STALE.verdict(version) != KnownIssue.Verdict.AFFECTED,
                KnownIssues.CALICO_BPF_REMOVE_IPV6.verdict(version) == KnownIssue.Verdict.NOT_AFFECTED);
    }

    @Override
    public byte[] write(BpfFlow flow) {
        return StaleNatBpfStates.bytes(flow);
    }

    @Override
    public BpfFlow flow(byte[] bytes) {
        return StaleNatBpfStates.flow(bytes);
    }

    @Override
    public byte[] write(BpfFrontend frontend) {
        return StaleNatBpfStates.bytes(frontend);
    }

    @Override
    public BpfFrontend frontend(byte[] bytes) {
        return StaleNatBpfStates.frontend(bytes);
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

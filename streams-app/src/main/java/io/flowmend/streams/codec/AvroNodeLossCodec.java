/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.nodeloss.Batch;
import io.flowmend.streams.detector.nodeloss.Heard;
import io.flowmend.streams.detector.nodeloss.NodeLossCodec;
import io.flowmend.streams.detector.nodeloss.NodeWord;
import io.flowmend.streams.detector.nodeloss.Rows;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.knownissue.KnownIssues;
import io.flowmend.streams.service.AddressFact;
import java.util.List;
import java.util.Optional;

/** Avro for the detector {@code nodeloss}. */
public record AvroNodeLossCodec(Decoder<FlowRecord> flows) implements NodeLossCodec {

    @Override
    public Heard heard(byte[] payload) {
        var traced = TracedValue.read(payload);
        return NodeLossFlows.heard(traced.decoded(flows), traced.record());
    }

    @Override
    public AddressFact service(byte[] payload) {
        return AddressFacts.fact(payload);
    }

    @Override
    public Said said(byte[] payload) {
        return NodeLossStates.said(payload);
    }

    @Override
    public RecordRef reference(byte[] citation) {
        return Refs.record(citation);
    }

    @Override
    public Optional<String> kubeRouter(byte[] citation) {
        return Refs.beat(citation).version(KnownIssues.SLOPPY_TCP.component());
    }

    @Override
    public byte[] write(Rows rows) {
        return NodeLossStates.bytes(rows);
    }

    @Override
    public Rows rows(byte[] bytes) {
        return NodeLossStates.rows(bytes);
    }

    @Override
    public byte[] write(Batch batch) {
        return NodeLossStates.bytes(batch);
    }

    @Override
    public Batch batch(byte[] bytes) {
        return NodeLossStates.batch(bytes);
    }

    @Override
    public byte[] write(NodeWord word) {
        return NodeLossStates.bytes("", word);
    }

    @Override
    public NodeWord word(byte[] bytes) {
        return NodeLossStates.said(bytes).word();
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

/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.ProgrammedRecord;
import io.flowmend.streams.detector.propagation.Ack;
import io.flowmend.streams.detector.propagation.PropagationCodec;
import io.flowmend.streams.detector.propagation.ProxySaid;
import io.flowmend.streams.detector.propagation.SliceChange;
import io.flowmend.streams.detector.propagation.Tally;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.StoredCase;
import io.flowmend.streams.order.Interval;

/** Avro for the detector of propagation. */
public record AvroPropagationCodec(Decoder<ProgrammedRecord> programmed) implements PropagationCodec {

    @Override
    public byte[] write(SliceChange change) {
        return Propagations.bytes(change);
    }

    @Override
    public SliceChange change(byte[] bytes) {
        return Propagations.change(bytes);
    }

    @Override
    public Ack ack(byte[] payload) {
        var traced = TracedValue.read(payload);
        return Propagations.ack(traced.decoded(programmed), traced.record());
    }

    @Override
    public byte[] gap(Interval unknown, byte[] citation) {
        return AvroNodeCodec.gap(unknown, citation);
    }

    @Override
    public Gap gap(byte[] payload) {
        return AvroNodeCodec.readGap(payload);
    }

    @Override
    public NodeBeat beat(byte[] citation) {
        return Refs.beat(citation);
    }

    @Override
    public ProxySaid proxy(byte[] citation) {
        return Refs.said(citation);
    }

    @Override
    public byte[] write(StoredCase stored) {
        return NodeCases.bytes(stored);
    }

    @Override
    public StoredCase stored(byte[] bytes) {
        return NodeCases.stored(bytes);
    }

    @Override
    public byte[] write(Tally tally) {
        return Propagations.bytes(tally);
    }

    @Override
    public Tally tally(byte[] bytes) {
        return Propagations.tally(bytes);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.codec.NodeCases;
import io.flowmend.streams.codec.Propagations;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.StoredCase;
import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.Micros;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State as it is stored; what nodes say is kept aside, by number. */
final class BenchCodec implements PropagationCodec {

    static final String SOURCE = "proxy";

    private final List<Ack> acks = new ArrayList<>();

    byte[] ack(Ack ack) {
        acks.add(ack);
        return ByteBuffer.allocate(Integer.BYTES).putInt(acks.size() - 1).array();
    }

    /** A heartbeat that covers up to a time. */
    static byte[] citation(Instant until) {
        return ByteBuffer.allocate(Long.BYTES).putLong(Micros.of(until)).array();
    }

    /** The same of a node that does not watch its proxy. */
    static byte[] mute(Instant until) {
        return ByteBuffer.allocate(Long.BYTES + 1).putLong(Micros.of(until)).array();
    }

    @Override
    public Ack ack(byte[] payload) {
        return acks.get(ByteBuffer.wrap(payload).getInt());
    }

    @Override
    public byte[] gap(Interval unknown, byte[] citation) {
        return ByteBuffer.allocate(2 * Long.BYTES + citation.length)
                .putLong(Micros.of(unknown.from()))
                .putLong(Micros.of(unknown.until()))
                .put(citation)
                .array();
    }

    @Override
    public Gap gap(byte[] payload) {
        var bytes = ByteBuffer.wrap(payload);
        var from = Micros.instant(bytes.getLong());
        var until = Micros.instant(bytes.getLong());
        var citation = new byte[bytes.remaining()];
        bytes.get(citation);
        return new Gap(from, until, citation.length == 0 ? Optional.empty() : Optional.of(beat(citation)));
    }

    @Override
    public NodeBeat beat(byte[] citation) {
        var until = Micros.instant(ByteBuffer.wrap(citation).getLong());
        var record = new RecordRef("status", 0, 0, "heartbeat", until);
        var source = citation.length == Long.BYTES ? SOURCE : "felix";
        return new NodeBeat(record, Map.of(source, Instant.EPOCH), Map.of(source, 0L), Map.of(), false);
    }

    @Override
    public ProxySaid proxy(byte[] citation) {
        return new ProxySaid("KUBE_PROXY", Optional.of("v1.36.3"), Optional.of(Instant.EPOCH));
    }

    @Override
    public byte[] write(SliceChange change) {
        return Propagations.bytes(change);
    }

    @Override
    public SliceChange change(byte[] bytes) {
        return Propagations.change(bytes);
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

/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.failure.Decoded;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeCodec;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.Key;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Avro for the detectors of a node.
 *
 * @param flowsTopic records of it are flows; all others are endpoints'
 */
public record AvroNodeCodec(String flowsTopic, Decoder<FlowRecord> flows, Decoder<EndpointRecord> endpoints)
        implements NodeCodec {

    @Override
    public PodSeen pod(byte[] payload) {
        return NodePods.pod(payload);
    }

    @Override
    public NodeFact fact(byte[] payload) {
        var traced = TracedValue.read(payload);
        return traced.record().topic().equals(flowsTopic)
                ? NodeFacts.fact(read(flows, traced), traced.record())
                : NodeFacts.fact(read(endpoints, traced), traced.record());
    }

    private static <T> T read(Decoder<T> decoder, TracedValue traced) {
        return switch (decoder.read(traced.record().topic(), traced.value())) {
            case Decoded.Value<T>(var value) -> value;
            case Decoded.Unreadable<T>(var reason) ->
                throw new IllegalStateException("a value that was read once no longer is: " + reason);
        };
    }

    /** @param citation of the heartbeat that told of it, empty if the node is silent */
    public static byte[] gap(Interval unknown, byte[] citation) {
        var head = new Key().time(unknown.from()).time(unknown.until()).bytes();
        return ByteBuffer.allocate(head.length + citation.length)
                .put(head)
                .put(citation)
                .array();
    }

    @Override
    public Gap gap(byte[] payload) {
        return readGap(payload);
    }

    static Gap readGap(byte[] payload) {
        var reader = new Key.Reader(payload);
        var from = reader.time();
        var until = reader.time();
        var citation = Arrays.copyOfRange(payload, reader.at(), payload.length);
        return new Gap(from, until, citation.length == 0 ? Optional.empty() : Optional.of(Refs.beat(citation)));
    }

    @Override
    public NodeBeat beat(byte[] citation) {
        return Refs.beat(citation);
    }

    @Override
    public byte[] write(StoredCase stored) {
        return NodeCases.bytes(stored);
    }

    @Override
    public StoredCase stored(byte[] bytes) {
        return NodeCases.stored(bytes);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
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
                ? NodeFacts.fact(traced.decoded(flows), traced.record())
                : NodeFacts.fact(traced.decoded(endpoints), traced.record());
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

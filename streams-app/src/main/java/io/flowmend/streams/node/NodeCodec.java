/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

/** How payloads and state of the node's detectors are written; they themselves know no Avro. */
public interface NodeCodec {

    PodSeen pod(byte[] payload);

    NodeFact fact(byte[] payload);

    Gap gap(byte[] payload);

    NodeBeat beat(byte[] citation);

    byte[] write(StoredCase stored);

    StoredCase stored(byte[] bytes);
}

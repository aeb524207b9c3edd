/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.StoredCase;
import io.flowmend.streams.order.Interval;

/** How payloads and state of the detector are written; it itself knows no Avro. */
public interface PropagationCodec {

    byte[] write(SliceChange change);

    SliceChange change(byte[] bytes);

    Ack ack(byte[] payload);

    /** @param citation of the heartbeat that told of it, empty if the node is silent */
    byte[] gap(Interval unknown, byte[] citation);

    Gap gap(byte[] payload);

    NodeBeat beat(byte[] citation);

    /** The service proxy of a cited heartbeat. */
    ProxySaid proxy(byte[] citation);

    byte[] write(StoredCase stored);

    StoredCase stored(byte[] bytes);

    byte[] write(Tally tally);

    Tally tally(byte[] bytes);
}

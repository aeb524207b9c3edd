/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.AddressFact;
import java.util.List;
import java.util.Optional;

/** How the detector's payloads and state are written; the detector itself knows no Avro. */
public interface NodeLossCodec {

    Heard heard(byte[] payload);

    AddressFact service(byte[] payload);

    /** What the API says of a node. */
    Said said(byte[] payload);

    /** @param node {@code cluster/node} */
    record Said(String node, NodeWord word) {}

    RecordRef reference(byte[] citation);

    Optional<String> kubeRouter(byte[] citation);

    byte[] write(Rows rows);

    Rows rows(byte[] bytes);

    byte[] write(Batch batch);

    Batch batch(byte[] bytes);

    byte[] write(NodeWord word);

    NodeWord word(byte[] bytes);

    byte[] write(List<AddressFact> services);

    List<AddressFact> services(byte[] bytes);
}

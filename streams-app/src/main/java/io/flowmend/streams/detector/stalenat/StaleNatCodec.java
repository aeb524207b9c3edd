/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.AddressFact;
import java.util.List;

/** How the detector's payloads and state are written; the detector itself knows no Avro. */
public interface StaleNatCodec {

    Sighting sighting(byte[] payload);

    Seen seen(byte[] payload);

    AddressFact service(byte[] payload);

    RecordRef reference(byte[] citation);

    NodeProxy proxy(byte[] citation);

    Calico calico(byte[] citation);

    byte[] write(StaleNatState state);

    StaleNatState state(byte[] bytes);

    byte[] write(List<AddressFact> services);

    List<AddressFact> services(byte[] bytes);

    byte[] write(BpfFlow flow);

    BpfFlow flow(byte[] bytes);

    byte[] write(BpfFrontend frontend);

    BpfFrontend frontend(byte[] bytes);
}

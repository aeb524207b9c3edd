/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.ownership.View;

/** How the detector's payloads and state are written; the detector itself knows no Avro. */
public interface GhostFlowCodec {

    GhostSighting sighting(byte[] payload);

    /** What the API said, taken into the view. */
    Said said(byte[] payload, View view);

    /** @param cause origin of the record that says so */
    record Said(View view, String cause) {}

    RecordRef reference(byte[] citation);

    byte[] write(Flow flow);

    Flow flow(byte[] bytes);

    byte[] write(Case of);

    Case read(byte[] bytes);

    byte[] write(View view);

    View view(byte[] bytes);

    byte[] write(Finding finding);

    Finding finding(byte[] bytes);
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.ownership.View;

/** How payloads and state of the rules over an address are written; they themselves know no Avro. */
public interface AddressConflictCodec {

    /** What the API said, taken into the view. */
    Said said(byte[] payload, View view);

    /** @param cause the record that says so */
    record Said(View view, RecordRef cause) {}

    NodeFact fact(byte[] payload);

    NodeBeat beat(byte[] citation);

    byte[] write(View view);

    View view(byte[] bytes);

    byte[] write(RemoteEndpoints remotes);

    RemoteEndpoints remotes(byte[] bytes);

    byte[] write(Finding finding);

    Finding finding(byte[] bytes);
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;

/** What a node said of one client's TCP connection to the address; the client is {@code ip:port}. */
public sealed interface Heard {

    String client();

    RecordRef record();

    /**
     * An IPVS connection, or a conntrack entry.
     *
     * @param backend address that it leads to
     * @param established the client's handshake was seen through, and it has not begun to close
     * @param direct for IPVS: nothing contradicts tunnel and Maglev; for netfilter: it is translated
     * @param gone the node no longer has it
     * @param until it lives so long without a packet
     */
    record Connection(
            String client,
            Form form,
            String backend,
            boolean established,
            boolean direct,
            boolean gone,
            Instant until,
            RecordRef record)
            implements Heard {}

    /** The node answered the client with a reset because no socket of its own has the connection. */
    record Reset(String client, RecordRef record) implements Heard {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * What a dump of a node's eBPF conntrack map shows of one flow towards the address.
 *
 * @param gone the map no longer has the entry
 * @param client {@code ip:port} of the sender
 * @param translated half of a NAT entry; false: type Normal, nothing translates the flow
 * @param answeredLocally the address is the node's own and a socket of the node listens there
 * @param lastPacket when the flow's last packet passed: time of the dump less "Active ago"
 * @param created when the entry was made; empty in versions of the map that do not tell
 */
public record BpfSighting(
        boolean gone,
        String client,
        boolean translated,
        boolean answeredLocally,
        Instant lastPacket,
        Optional<Instant> created,
        RecordRef record) {}

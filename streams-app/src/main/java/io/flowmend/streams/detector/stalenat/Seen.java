/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import java.util.Optional;

/** What a node said that concerns a service address. */
public sealed interface Seen {

    /** An entry of netfilter's conntrack. */
    record Netfilter(Sighting sighting) implements Seen {}

    /** An entry of Calico's eBPF conntrack. */
    record Bpf(BpfSighting sighting) implements Seen {}

    /**
     * A row of Calico's eBPF NAT map.
     *
     * @param row empty once the map no longer has it
     */
    record BpfNat(Optional<BpfFrontend> row) implements Seen {}
}

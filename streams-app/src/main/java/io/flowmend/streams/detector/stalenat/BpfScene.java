/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.service.AddressFact;
import java.util.Optional;

/**
 * All that the rule of the eBPF form may look at in one turn, beside the flow.
 *
 * @param frontend what the node's NAT map has for the address, as of the last dump
 */
record BpfScene(Scene scene, Optional<BpfFrontend> frontend, Calico calico) {

    /** The service that the flow should have reached, if this node must translate the address and can. */
    Optional<AddressFact> natted() {
        return scene.natted()
                .filter(service ->
                        frontend.filter(row -> backends(row, service) > 0).isPresent());
    }

    static int backends(BpfFrontend row, AddressFact service) {
        return service.localOnly() ? row.local() : row.backends();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.address.ServiceAddress;

/** What tells entries that live at one time apart. The kernel's id is no key: it is given again. */
public record EntryKey(int zone, int protocol, FlowTuple original, FlowTuple reply) {

    /** Nobody translated the destination: replies are expected from the very address that was sent to. */
    public boolean unNated() {
        return reply.source().equals(original.destination()) && reply.sourcePort() == original.destinationPort();
    }

    public ServiceAddress towards() {
        return new ServiceAddress(original.destination(), original.destinationPort(), protocol);
    }

    /** The same packet as another zone sees it. */
    public boolean twinOf(EntryKey other) {
        return zone != other.zone && protocol == other.protocol && original.equals(other.original);
    }
}

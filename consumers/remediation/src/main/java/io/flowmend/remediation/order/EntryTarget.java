/* Licensed under Apache-2.0. */
package io.flowmend.remediation.order;

import io.flowmend.kernel.conntrack.EntryKey;

/**
 * One conntrack entry as the command expects it.
 *
 * @param id the kernel's; no key by itself, it is given again
 */
public record EntryTarget(EntryKey key, long id) implements Target {

    @Override
    public String words() {
        var flow = key.original();
        return flow.source() + ":" + flow.sourcePort() + " -> " + flow.destination() + ":" + flow.destinationPort()
                + " zone " + key.zone() + " id " + id;
    }
}

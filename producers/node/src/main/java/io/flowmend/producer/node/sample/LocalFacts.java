/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.ServiceAddress;

/** What of an entry's destination is the node's own: a flow to itself is not one that a proxy failed to translate. */
public record LocalFacts(boolean toLocalAddress, boolean localListener) {

    /** Reads the facts as they are now. */
    @FunctionalInterface
    public interface Reader {
        LocalFacts of(ServiceAddress destination);
    }
}

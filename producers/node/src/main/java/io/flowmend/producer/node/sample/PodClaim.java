/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;
import java.util.Set;

/** What a record says of the addresses that a pod owns (field guide, sections 1.2 and 1.4). */
public sealed interface PodClaim {

    /**
     * It lives.
     *
     * @param own addresses of its own; none if it has none yet, or none to be seen just now
     * @param nodes addresses of the node that it runs on; with host network these are all it has
     */
    record Live(Set<Ip> own, Set<Ip> nodes) implements PodClaim {
        public Live {
            own = Set.copyOf(own);
            nodes = Set.copyOf(nodes);
        }
    }

    /** Its network is gone, or will serve nobody any more: deleted, Succeeded, Failed, or network removed. */
    record Ended() implements PodClaim {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.address.Ip;
import java.util.Set;

/** What a node's NAT rules do with new flows to one service address. */
public sealed interface NatAnswer {

    /** They are translated to one of these. */
    record LeadsTo(Set<Endpoint> backends) implements NatAnswer {
        public LeadsTo {
            backends = Set.copyOf(backends);
        }
    }

    /** The address is known and refused: rejected or dropped, as kube-proxy does for a service without endpoints. */
    record Refused() implements NatAnswer {}

    /** No rule is about it. */
    record NoRule() implements NatAnswer {}

    /**
     * Nothing may be concluded.
     *
     * @param passing whether another reading may be understood: the rules only changed while they were read
     */
    record NotUnderstood(String why, boolean passing) implements NatAnswer {

        /** There are rules that the reader does not understand, now and later. */
        public NotUnderstood(String why) {
            this(why, false);
        }
    }

    /** Where a flow is translated to. */
    record Endpoint(Ip ip, int port) {}
}

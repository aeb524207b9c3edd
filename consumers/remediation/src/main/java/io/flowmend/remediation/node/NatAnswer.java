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

    /** There are rules that the reader does not understand, now and later: nothing may be concluded. */
    record NotUnderstood(String why) implements NatAnswer {}

    /** They changed at each of so many readings; another one may tell. */
    record Changing(int readings) implements NatAnswer {}

    /** Where a flow is translated to. */
    record Endpoint(Ip ip, int port) {}
}

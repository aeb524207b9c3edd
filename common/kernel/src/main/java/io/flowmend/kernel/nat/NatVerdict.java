/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import io.flowmend.kernel.address.Ip;
import java.util.Set;

/** What the rules do with new flows to one service address. */
public sealed interface NatVerdict {

    /** Every flow is translated, to one of these. */
    record LeadsTo(Set<Target> targets) implements NatVerdict {
        public LeadsTo {
            targets = Set.copyOf(targets);
        }
    }

    /** Every flow is dropped or rejected, by a rule that matches the address. */
    record Refused() implements NatVerdict {}

    /** No rule is about it. */
    record NoRule() implements NatVerdict {}

    /** A rule that may be about it is not understood, or asks for more than address, protocol and port. */
    record NotUnderstood(String why) implements NatVerdict {}

    /** The rules changed at each of so many readings; another reading may tell. */
    record Changing(int readings) implements NatVerdict {}

    /** Where a flow is translated to. */
    record Target(Ip ip, int port) {}
}

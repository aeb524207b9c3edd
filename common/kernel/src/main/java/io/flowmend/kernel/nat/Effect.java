/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.List;

/** What one step of a rule does to a packet. */
sealed interface Effect {

    Effect PASS = new Pass();
    Effect MISS = new Miss();
    Effect MAYBE = new Maybe();

    /** The next step is taken. */
    record Pass() implements Effect {}

    /** The rule does not match; the next rule is taken. */
    record Miss() implements Effect {}

    /** Depends on what is unknown: both. */
    record Maybe() implements Effect {}

    /**
     * The next step is taken with any of these.
     *
     * @param mayMiss the rule may also not match
     */
    record Fork(List<Registers> states, boolean mayMiss) implements Effect {}

    /** Any of these is done; {@code mayMiss} as for {@link Fork}. */
    record Decides(List<Verdict> verdicts, boolean mayMiss) implements Effect {}

    /** The destination is translated, and NAT is done. */
    record Translates(NatVerdict.Target target) implements Effect {}

    /** The packet is rejected. */
    record Refuses() implements Effect {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.remediation.clock.GuardedClock;
import io.flowmend.remediation.node.Hands;
import io.flowmend.remediation.node.NatAnswer;
import java.time.Duration;
import java.util.Optional;

/**
 * The NAT rules of one address, read anew when the last reading is too old to rest an act on. The targets of a batch that are
 * looked at within that time share one reading: a node with many services takes milliseconds to say its rules.
 */
final class Rules {

    private final Hands hands;
    private final GuardedClock clock;
    private final Duration fresh;
    private Optional<Reading> last = Optional.empty();

    /** @param at monotone nanoseconds when the kernel had answered */
    record Reading(ServiceAddress address, NatAnswer answer, long at) {}

    Rules(Hands hands, GuardedClock clock, Duration fresh) {
        this.hands = hands;
        this.clock = clock;
        this.fresh = fresh;
    }

    /** A reading not older than half of what an act may rest on: the rest is for the other looks. */
    Reading of(ServiceAddress address) {
        var now = clock.nanos();
        var usable =
                last.filter(reading -> reading.address().equals(address) && now - reading.at() <= fresh.toNanos() / 2);
        return usable.orElseGet(() -> read(address));
    }

    private Reading read(ServiceAddress address) {
        var answer = hands.nat(address);
        var reading = new Reading(address, answer, clock.nanos());
        last = Optional.of(reading);
        return reading;
    }
}

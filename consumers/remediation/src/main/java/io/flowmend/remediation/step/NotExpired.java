/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.clock.GuardedClock;
import io.flowmend.remediation.order.Refusal;
import java.time.Duration;
import java.util.Optional;

/** Not expired, not from the future, not for ever; the first is looked at again right before each act. */
record NotExpired(GuardedClock clock, Limits limits) implements Step.Gate, Step.Guard {

    @Override
    public String name() {
        return "expiry";
    }

    @Override
    public Optional<Refusal> check(Received received) {
        var life = received.order().life();
        if (!life.isPositive() || life.compareTo(limits.mostLife()) > 0) {
            return Optional.of(new Refusal.LivesTooLong(life, limits.mostLife()));
        }
        var ahead = Duration.between(received.at(), received.order().issuedAt());
        if (ahead.compareTo(limits.mostAhead()) > 0) {
            return Optional.of(new Refusal.FromTheFuture(ahead));
        }
        return before(received);
    }

    @Override
    public Optional<Refusal> before(Received received) {
        var left = received.left(clock.now(), clock.nanos());
        return left.isPositive() ? Optional.empty() : Optional.of(new Refusal.Expired(left.negated()));
    }
}

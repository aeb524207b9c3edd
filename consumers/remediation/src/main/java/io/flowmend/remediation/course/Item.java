/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import io.flowmend.remediation.order.Target;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One target on its way; for one thread. It is open, then acted on or settled, and settled once. */
final class Item {

    private final Target target;
    private Optional<String> before = Optional.empty();
    private Optional<String> after = Optional.empty();
    private Optional<Instant> actedAt = Optional.empty();
    private String waitingFor = "it was not looked at";
    private boolean waiting;
    private @Nullable Outcome outcome;

    Item(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }

    boolean isOpen() {
        return outcome == null && actedAt.isEmpty();
    }

    boolean isSettled() {
        return outcome != null;
    }

    boolean isActed() {
        return actedAt.isPresent();
    }

    Optional<Instant> actedAt() {
        return actedAt;
    }

    String waitingFor() {
        return waitingFor;
    }

    boolean isWaiting() {
        return waiting;
    }

    void waitsFor(String what) {
        waiting = true;
        waitingFor = what;
    }

    void saw(Optional<String> what) {
        before = what;
    }

    void acted(Instant at) {
        actedAt = Optional.of(at);
    }

    void observed(Optional<String> what, Outcome result) {
        after = what;
        settle(result);
    }

    void settle(Outcome result) {
        if (outcome != null) {
            throw new IllegalStateException(target.words() + " is settled twice");
        }
        outcome = result;
    }

    Outcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException(target.words() + " is not settled");
        }
        return outcome;
    }

    ItemReport report() {
        return new ItemReport(target.words(), outcome(), before, after);
    }
}

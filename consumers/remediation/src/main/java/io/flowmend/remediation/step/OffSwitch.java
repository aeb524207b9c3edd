/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.order.Refusal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A file of this node: while it exists nothing is acted on, whatever the broker says or does not say. Looked at again right before
 * each act, so that it ends a batch in its middle.
 *
 * @param off whether it exists now
 */
public record OffSwitch(Path file, BooleanSupplier off) implements Step.Gate, Step.Guard {

    /** What cannot be looked at counts as off. */
    public static OffSwitch at(Path file) {
        return new OffSwitch(file, () -> !Files.notExists(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public String name() {
        return "off-switch";
    }

    @Override
    public Optional<Refusal> check(Received received) {
        return before(received);
    }

    @Override
    public Optional<Refusal> before(Received received) {
        return isOff() ? Optional.of(new Refusal.SwitchedOff(file)) : Optional.empty();
    }

    public boolean isOff() {
        return off.getAsBoolean();
    }
}

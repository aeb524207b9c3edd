/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.config.InvalidSettings;
import io.flowmend.local.scenario.RelativeTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** A time as people give it to an option: ISO-8601, or how long ago. */
final class PointInTime {

    /** @throws InvalidSettings that names the option, what it says and what is allowed */
    static Instant of(String option, String text, Instant now) {
        try {
            return text.endsWith("Z") ? Instant.parse(text) : now.minus(RelativeTime.parse(text));
        } catch (DateTimeException | IllegalArgumentException | StringIndexOutOfBoundsException wrong) {
            throw new InvalidSettings(List.of(
                    option + " is '" + text + "'; allowed: a time like 2026-01-01T00:00:00Z, or an age like 10m"));
        }
    }

    private PointInTime() {}
}

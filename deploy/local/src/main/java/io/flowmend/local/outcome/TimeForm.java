/* Licensed under Apache-2.0. */
package io.flowmend.local.outcome;

import io.flowmend.local.scenario.RelativeTime;
import java.time.Duration;
import java.time.Instant;

/** How times are printed. */
@FunctionalInterface
public interface TimeForm {

    /** ISO-8601. */
    TimeForm ABSOLUTE = Instant::toString;

    String text(Instant time);

    /** As scenarios have them. */
    static TimeForm since(Instant start) {
        return time -> RelativeTime.of(Duration.between(start, time));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.lab.report;

import io.flowmend.lab.cases.Breakage.Mend;
import io.flowmend.lab.world.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * One run.
 *
 * @param on whether Flowmend was there
 * @param number from 1 on
 * @param course what Flowmend did about it
 */
public record RunReport(boolean on, int number, List<Flow> flows, Instant cause, Mend mend, Course course) {

    public RunReport {
        flows = List.copyOf(flows);
    }

    public boolean mended() {
        return mend instanceof Mend.Mended;
    }

    /** From the cause to the mend, the hold included; nothing if it is not mended. */
    public OptionalLong millis() {
        return switch (mend) {
            case Mend.Mended(var at, var _) ->
                OptionalLong.of(Duration.between(cause, at).toMillis());
            case Mend.Broken _ -> OptionalLong.empty();
        };
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import java.time.Instant;

/**
 * What was seen and judged to be no fault.
 *
 * @param at event time of the judgement
 * @param reason as a sentence without its full stop, or {@link #NO_LONGER}
 */
public record Harmless(String rule, Subject subject, Instant at, String reason) {

    /** What was judged harmless before is part of a finding now. */
    public static final String NO_LONGER = "it is part of a finding";
}

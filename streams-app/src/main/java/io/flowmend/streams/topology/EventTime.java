/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import java.time.Instant;

/** Times that records tell, bounded so that what is added to one or taken from it stays a time. */
final class EventTime {

    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    /** @throws IllegalArgumentException if it lies before 1970 or after 2200 */
    static Instant require(String field, Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
            throw new IllegalArgumentException(field + " is " + time + "; allowed: " + Instant.EPOCH + " to " + LAST);
        }
        return time;
    }

    private EventTime() {}
}

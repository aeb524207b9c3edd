/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;

/**
 * Time over which something was not known: after {@code from}, before {@code until}; at both ends it is known.
 *
 * @param until {@link Instant#MAX} while its end is not known
 */
public record Interval(Instant from, Instant until) {

    public Interval {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("interval ends at " + until + ", before it begins at " + from);
        }
    }

    public boolean contains(Instant time) {
        return time.isAfter(from) && time.isBefore(until);
    }

    public boolean isOpen() {
        return until.equals(Instant.MAX);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.Comparator;

/**
 * Place of an event in the one order that every run applies.
 *
 * @param time event time, microseconds
 * @param origin what said it, e.g. a source on a node or an object's uid; no NUL character
 * @param sequence order within the origin at one time
 */
public record Position(Instant time, Rank rank, String origin, long sequence) implements Comparable<Position> {

    private static final Comparator<Position> ORDER = Comparator.comparing(Position::time)
            .thenComparing(Position::rank)
            .thenComparing(Position::origin)
            .thenComparingLong(Position::sequence);

    public Position {
        if (origin.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("origin holds a NUL character: " + origin);
        }
        time = Micros.instant(Micros.of(time));
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}

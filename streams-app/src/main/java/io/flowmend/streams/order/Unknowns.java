/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Intervals that are not known; immutable, few at a time because the frontier trims what it has passed. */
public record Unknowns(List<Interval> intervals) {

    public static final Unknowns NONE = new Unknowns(List.of());

    public Unknowns {
        intervals = List.copyOf(intervals);
    }

    /** An open interval is replaced by what is said next of the same start: more of it, or its end. */
    public Unknowns plus(Interval added) {
        var all = new ArrayList<Interval>();
        intervals.stream()
                .filter(known -> !(known.isOpen() && !known.from().isBefore(added.from())))
                .forEach(all::add);
        if (!all.contains(added)) {
            all.add(added);
        }
        all.sort(Comparator.comparing(Interval::from).thenComparing(Interval::until));
        return new Unknowns(all);
    }

    /** Without what ended at or before {@code time}. */
    public Unknowns after(Instant time) {
        var left = intervals.stream()
                .filter(interval -> interval.until().isAfter(time))
                .toList();
        return left.size() == intervals.size() ? this : new Unknowns(left);
    }

    public boolean endsAt(Instant time) {
        return intervals.stream().anyMatch(interval -> interval.until().equals(time));
    }

    public boolean isKnown(Instant time) {
        return intervals.stream().noneMatch(interval -> interval.contains(time));
    }
}

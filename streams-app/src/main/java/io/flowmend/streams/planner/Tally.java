/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Named moments, of which those of the last minute count. */
public record Tally(List<Moment> moments) {

    static final Tally EMPTY = new Tally(List.of());
    private static final Duration SPAN = Duration.ofMinutes(1);

    /** Something at a time. */
    public record Moment(Instant at, String name) {}

    public Tally {
        moments = List.copyOf(moments);
    }

    Tally plus(Instant at, String name) {
        var next = new ArrayList<>(moments);
        next.add(new Moment(at, name));
        return new Tally(next);
    }

    int count(Instant now) {
        return around(now).size();
    }

    Set<String> names(Instant now) {
        return around(now).stream().map(Moment::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Without those that no longer count from then on. */
    Tally since(Instant now) {
        var from = now.minus(SPAN);
        return new Tally(
                moments.stream().filter(moment -> moment.at().isAfter(from)).toList());
    }

    /** What lies a little ahead was read out of order, and counts. What lies far ahead is of a wrong clock. */
    private List<Moment> around(Instant now) {
        var until = now.plus(SPAN);
        return since(now).moments.stream()
                .filter(moment -> moment.at().isBefore(until))
                .toList();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Named moments of the last minute. */
public record Tally(List<Moment> moments) {

    static final Tally EMPTY = new Tally(List.of());
    private static final Duration SPAN = Duration.ofMinutes(1);

    /** Something at a time. */
    public record Moment(Instant at, String name) {}

    public Tally {
        moments = List.copyOf(moments);
    }

    Tally plus(Instant at, String name) {
        var next = new ArrayList<>(since(at));
        next.add(new Moment(at, name));
        return new Tally(next);
    }

    int count(Instant now) {
        return since(now).size();
    }

    Set<String> names(Instant now) {
        return since(now).stream().map(Moment::name).collect(Collectors.toUnmodifiableSet());
    }

    private List<Moment> since(Instant now) {
        var from = now.minus(SPAN);
        return moments.stream().filter(moment -> moment.at().isAfter(from)).toList();
    }
}

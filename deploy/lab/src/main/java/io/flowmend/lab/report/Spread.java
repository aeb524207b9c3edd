/* Licensed under Apache-2.0. */
package io.flowmend.lab.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Milliseconds of many runs. Percentiles are by nearest rank: each is a value that was measured. */
public record Spread(long p50, long p99, long max) {

    /** Nothing of none. */
    static Optional<Spread> of(LongStream millis) {
        var sorted = millis.sorted().boxed().toList();
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(new Spread(rank(sorted, 50), rank(sorted, 99), sorted.getLast()));
    }

    private static long rank(List<Long> sorted, int percent) {
        var rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(1, rank) - 1);
    }
}

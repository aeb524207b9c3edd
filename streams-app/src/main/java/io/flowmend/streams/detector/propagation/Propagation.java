/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one change reached the nodes.
 *
 * @param decidedAt event time at which the last node was decided: programmed, unknown or missing
 * @param unwatched nodes that are heard and whose proxy has never acknowledged anything
 * @param buckets count of nodes by bucket, see {@link Buckets}
 * @param slowest longest latency, microseconds
 * @param last the last nodes, the last first
 */
public record Propagation(
        SliceChange change,
        Instant decidedAt,
        long watched,
        long programmed,
        long unknown,
        long missing,
        long unwatched,
        SortedMap<Integer, Long> buckets,
        long slowest,
        List<Straggler> last) {

    public Propagation {
        buckets = new TreeMap<>(buckets);
        last = List.copyOf(last);
    }

    static Propagation of(Tally tally, SliceChange change) {
        var counts = tally.counts();
        return new Propagation(
                change,
                counts.until().isAfter(change.at()) ? counts.until() : change.at(),
                counts.watched(),
                tally.programmed(),
                counts.unknown(),
                counts.missing(),
                counts.unwatched(),
                tally.buckets(),
                counts.slowest(),
                List.copyOf(tally.last()));
    }

    /**
     * Microseconds until so many percent of the watched nodes had it, at most 1/128 too much; a node that is not known to have
     * it counts as one that has not. Empty if as many never had it.
     */
    public OptionalLong timeTo(int percent) {
        var needed = (watched * percent + 99) / 100;
        var seen = 0L;
        for (var bucket : buckets.entrySet()) {
            seen += bucket.getValue();
            if (seen >= needed) {
                return OptionalLong.of(Math.min(slowest, Buckets.upper(bucket.getKey())));
            }
        }
        return OptionalLong.empty();
    }
}

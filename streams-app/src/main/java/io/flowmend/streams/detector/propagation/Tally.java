/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is counted of one change, as a delta or as a sum: sums of deltas are the same however they are cut. Every watched node
 * ends in exactly one of programmed, unknown and missing.
 *
 * <p>A partition says once per change how many of its nodes are still pending when its horizon passes the change; with those
 * that it had counted before ({@code early}) that is all that it watches.
 */
public final class Tally {

    private final long revision;
    private final TreeMap<Integer, Long> buckets = new TreeMap<>();
    private final TreeSet<Straggler> last = new TreeSet<>(Straggler.LAST_FIRST);
    private Optional<SliceChange> change = Optional.empty();
    private long unknown;
    private long missing;
    private long doubted;
    private long slowest;
    private Instant until = Instant.MIN;
    private long watched;
    private long unwatched;
    private int partitions;

    public Tally(long revision) {
        this.revision = revision;
    }

    /** The plain numbers of a tally, for codecs. */
    public record Counts(
            long unknown,
            long missing,
            long doubted,
            long slowest,
            Instant until,
            long watched,
            long unwatched,
            int partitions) {}

    /** Adds what another said of the same change. */
    public Tally merge(Tally more, int listed) {
        more.buckets.forEach((bucket, count) -> buckets.merge(bucket, count, Long::sum));
        more.last.forEach(straggler -> list(straggler, listed));
        change = more.change.isPresent() ? more.change : change;
        var counts = more.counts();
        return add(counts);
    }

    public Tally add(Counts more) {
        unknown += more.unknown();
        missing += more.missing();
        doubted += more.doubted();
        slowest = Math.max(slowest, more.slowest());
        reach(more.until());
        watched += more.watched();
        unwatched += more.unwatched();
        partitions += more.partitions();
        return this;
    }

    public Tally bucket(int bucket, long count) {
        buckets.merge(bucket, count, Long::sum);
        return this;
    }

    public Tally list(Straggler straggler, int listed) {
        last.add(straggler);
        while (last.size() > listed) {
            last.pollLast();
        }
        return this;
    }

    public Tally of(SliceChange named) {
        change = Optional.of(named);
        return this;
    }

    /** @param early the partition has not said yet how many are pending */
    void programmed(String node, Duration took, Instant at, boolean early, int listed) {
        var micros = took.toNanos() / 1000;
        bucket(Buckets.of(micros), 1);
        slowest = Math.max(slowest, micros);
        list(new Straggler(node, OptionalLong.of(micros), ""), listed);
        decided(at, early);
    }

    void unknown(Instant at, boolean early) {
        unknown++;
        decided(at, early);
    }

    void missing(String node, String why, Instant at, boolean early, int listed) {
        missing++;
        list(new Straggler(node, OptionalLong.empty(), why), listed);
        decided(at, early);
    }

    /** A node's word that it has it in time may be lost. */
    void doubted() {
        doubted++;
    }

    /** All nodes of one partition are known up to the change. */
    void settled(SliceChange named, long pending, long notWatched) {
        of(named);
        watched += pending;
        unwatched += notWatched;
        partitions++;
    }

    private void decided(Instant at, boolean early) {
        watched += early ? 1 : 0;
        reach(at);
    }

    private void reach(Instant at) {
        until = at.isAfter(until) ? at : until;
    }

    public long revision() {
        return revision;
    }

    public SortedMap<Integer, Long> buckets() {
        return new TreeMap<>(buckets);
    }

    public SortedSet<Straggler> last() {
        return new TreeSet<>(last);
    }

    public Optional<SliceChange> change() {
        return change;
    }

    public Counts counts() {
        return new Counts(unknown, missing, doubted, slowest, until, watched, unwatched, partitions);
    }

    long programmed() {
        return buckets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Nodes that had programmed it after so long. */
    long within(Duration time) {
        return Buckets.within(buckets, time.toNanos() / 1000);
    }

    /** Every partition has spoken, and every node that it watches is decided. */
    boolean isDecided(int ofPartitions) {
        return partitions == ofPartitions && programmed() + unknown + missing == watched;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import java.util.SortedMap;

/**
 * Buckets of latencies in microseconds: exact below 256 µs, then 128 of equal width per octave, so that an upper bound is
 * less than 1/128 above the true value: a quarter of a second at 30 s, half the period of a busy node's heartbeat.
 */
public final class Buckets {

    private static final int BITS = 7;
    private static final int PER_OCTAVE = 1 << BITS;

    static int of(long micros) {
        if (micros < PER_OCTAVE) {
            return (int) Math.max(0, micros);
        }
        var shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - BITS;
        return shift * PER_OCTAVE + (int) (micros >> shift);
    }

    /** The largest value of the bucket. */
    public static long upper(int bucket) {
        if (bucket < PER_OCTAVE) {
            return bucket;
        }
        var shift = (bucket >> BITS) - 1;
        return ((bucket - (long) shift * PER_OCTAVE + 1) << shift) - 1;
    }

    /** How many lie in buckets that end at or before {@code micros}: none that is later is among them. */
    static long within(SortedMap<Integer, Long> counts, long micros) {
        return counts.headMap(of(micros) + 1).entrySet().stream()
                .filter(each -> upper(each.getKey()) <= micros)
                .mapToLong(java.util.Map.Entry::getValue)
                .sum();
    }

    private Buckets() {}
}

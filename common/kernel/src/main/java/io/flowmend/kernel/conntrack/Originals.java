/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

/**
 * Original tuples of what is tracked, asked for with a hash so that a message of no interest costs no object. A bucket
 * that is taken may be another tuple's: who asks compares afterwards.
 */
public final class Originals {

    private static final int BUCKETS = 1 << 16;

    private final int[] taken = new int[BUCKETS];

    public static long hash(
            long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int ports, int protocol) {
        var mixed = sourceHigh;
        mixed = mixed * 0x9E3779B97F4A7C15L + sourceLow;
        mixed = mixed * 0x9E3779B97F4A7C15L + destinationHigh;
        mixed = mixed * 0x9E3779B97F4A7C15L + destinationLow;
        mixed = mixed * 0x9E3779B97F4A7C15L + ports;
        return mixed * 0x9E3779B97F4A7C15L + protocol;
    }

    public boolean contains(long hash) {
        return taken[bucket(hash)] > 0;
    }

    public void add(EntryKey key) {
        taken[bucket(hash(key))]++;
    }

    public void remove(EntryKey key) {
        taken[bucket(hash(key))]--;
    }

    private static int bucket(long hash) {
        return (int) (((hash ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L) >>> 48);
    }

    private static long hash(EntryKey key) {
        var tuple = key.original();
        return hash(
                tuple.source().high(),
                tuple.source().low(),
                tuple.destination().high(),
                tuple.destination().low(),
                tuple.sourcePort() << 16 | tuple.destinationPort(),
                key.protocol());
    }
}

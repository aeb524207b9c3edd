/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import org.jspecify.annotations.Nullable;

/** Persistent map ordered by unsigned bytes; a Kafka Streams store in production, a tree in the simulator. */
public interface SortedStore {

    byte @Nullable [] get(byte[] key);

    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    /** Visits entries with {@code from <= key < until} in order. The visitor must not change the store. */
    void scan(byte[] from, byte[] until, Visitor visitor);

    /** Takes one entry. */
    @FunctionalInterface
    interface Visitor {
        /** @return whether to go on */
        boolean visit(byte[] key, byte[] value);
    }
}

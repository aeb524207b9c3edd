/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.order.SortedStore;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory that counts what is written to it. */
final class CountingStore implements SortedStore {

    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private int writes;

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        writes++;
        entries.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        writes++;
        entries.remove(key);
    }

    @Override
    public void scan(byte[] from, byte[] until, Visitor visitor) {
        for (var entry : entries.subMap(from, until).entrySet()) {
            if (!visitor.visit(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    int writes() {
        return writes;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.SortedStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory that can go back to its last commit. */
public final class TreeStore implements SortedStore {

    private static final int MOST_SCANS = 200_000;

    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private final Map<String, Before> undo = new HashMap<>();

    private int scans;

    private record Before(byte[] key, Optional<byte[]> value) {}

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        remember(key);
        entries.put(key.clone(), value.clone());
    }

    @Override
    public void delete(byte[] key) {
        remember(key);
        entries.remove(key);
    }

    @Override
    public void scan(byte[] from, byte[] until, Visitor visitor) {
        if (++scans > MOST_SCANS) {
            throw new AssertionError("the store is read without end");
        }
        if (Arrays.compareUnsigned(from, until) >= 0) {
            return;
        }
        for (var entry : entries.subMap(from, until).entrySet()) {
            if (!visitor.visit(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    public void commit() {
        scans = 0;
        undo.clear();
    }

    public void rollback() {
        undo.values()
                .forEach(before -> before.value()
                        .ifPresentOrElse(
                                value -> entries.put(before.key(), value), () -> entries.remove(before.key())));
        undo.clear();
    }

    public int size() {
        return entries.size();
    }

    private void remember(byte[] key) {
        undo.computeIfAbsent(
                new String(key, StandardCharsets.ISO_8859_1),
                name -> new Before(key.clone(), Optional.ofNullable(entries.get(key))));
    }
}

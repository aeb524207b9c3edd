/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.config.StateStore;
import io.flowmend.streams.order.SortedStore;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** A Kafka Streams store as the ordering core sees it: changelogged, part of the transaction. */
record KafkaSortedStore(KeyValueStore<Bytes, byte[]> store) implements SortedStore {

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> named(String name, StateStore kind) {
        var supplier = switch (kind) {
            case ROCKSDB -> Stores.persistentKeyValueStore(name);
            case MEMORY -> Stores.inMemoryKeyValueStore(name);
        };
        // No record cache: the core reads ranges, which a cache only slows.
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(Bytes.wrap(key));
    }

    @Override
    public void scan(byte[] from, byte[] until, Visitor visitor) {
        var end = Bytes.wrap(until);
        try (var entries = store.range(Bytes.wrap(from), end)) {
            while (entries.hasNext()) {
                var entry = entries.next();
                if (entry.key.equals(end) || !visitor.visit(entry.key.get(), entry.value)) {
                    return;
                }
            }
        }
    }
}

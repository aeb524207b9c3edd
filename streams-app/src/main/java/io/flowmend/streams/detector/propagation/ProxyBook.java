/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The proxies of a partition, in memory and, for the next start, in the store; and the horizon that has been told. */
final class ProxyBook {

    private static final String PREFIX = "node";
    private static final byte[] TOLD = new Key().text("told").bytes();

    private final SortedStore store;
    private final PropagationCodec codec;
    private final TreeMap<String, ProxyState> states = new TreeMap<>();
    private Instant told = Instant.MIN;

    ProxyBook(SortedStore store, PropagationCodec codec) {
        this.store = store;
        this.codec = codec;
        store.scan(new Key().text(PREFIX).bytes(), new Key().text(PREFIX).end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            states.put(reader.text(), ProxyState.of(codec.stored(value)));
            return true;
        });
        var stored = store.get(TOLD);
        if (stored != null) {
            told = new Key.Reader(stored).time();
        }
    }

    Optional<ProxyState> find(String lane) {
        return Optional.ofNullable(states.get(lane));
    }

    void put(String lane, ProxyState state) {
        if (!state.equals(states.put(lane, state))) {
            store.put(new Key().text(PREFIX).text(lane).bytes(), codec.write(state.stored()));
        }
    }

    void each(BiConsumer<String, ProxyState> visitor) {
        states.forEach(visitor);
    }

    long count(Predicate<ProxyState> counts) {
        return states.values().stream().filter(counts).count();
    }

    /** Lanes that have not programmed the change. */
    List<String> pending(SliceChange change) {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue().isPending(change))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Lanes whose revision has not passed the change. */
    List<String> waitingFor(SliceChange change) {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue().waitsFor(change))
                .map(Map.Entry::getKey)
                .toList();
    }

    Instant told() {
        return told;
    }

    void told(Instant horizon) {
        told = horizon;
        store.put(TOLD, new Key().time(horizon).bytes());
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.StoredCase;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Findings about proxies that are open or held back. */
record StalledBook(SortedStore store, PropagationCodec codec) implements Book {

    private static final String PREFIX = "stalled";

    @Override
    public Optional<StoredCase> get(String kind, String name) {
        return Optional.ofNullable(store.get(key(kind, name))).map(codec::stored);
    }

    @Override
    public void put(String kind, String name, StoredCase stored) {
        store.put(key(kind, name), codec.write(stored));
    }

    @Override
    public void remove(String kind, String name) {
        store.delete(key(kind, name));
    }

    @Override
    public List<String> names(String kind, String prefix) {
        var names = new ArrayList<String>();
        var all = new Key().text(PREFIX).text(kind);
        store.scan(all.bytes(), all.end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            reader.text();
            return names.add(reader.text());
        });
        return names.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    private static byte[] key(String kind, String name) {
        return new Key().text(PREFIX).text(kind).text(name).bytes();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One node's part of a detector's store. */
public record StoredBook(SortedStore store, NodeCodec codec, String lane) implements Book {

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
        var all = new Key().text(lane).text(kind).bytes();
        var text = prefix.getBytes(StandardCharsets.UTF_8);
        var from =
                ByteBuffer.allocate(all.length + text.length).put(all).put(text).array();
        var until = Arrays.copyOf(from, from.length + 1);
        until[from.length] = (byte) 0xff;
        store.scan(from, until, (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            reader.text();
            return names.add(reader.text());
        });
        return names;
    }

    private byte[] key(String kind, String name) {
        return new Key().text(lane).text(kind).text(name).bytes();
    }
}

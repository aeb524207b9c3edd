/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Per node, address and client one state; one that is empty has no row.
 *
 * @param name begins the keys of these rows in the store
 */
record ClientRows<S>(
        SortedStore store, String name, Function<byte[], S> read, Function<S, byte[]> write, Predicate<S> isEmpty) {

    Optional<S> of(String lane, String subject, String client) {
        return Optional.ofNullable(store.get(key(lane, subject, client))).map(read);
    }

    void put(String lane, String subject, String client, S state) {
        if (isEmpty.test(state)) {
            store.delete(key(lane, subject, client));
        } else {
            store.put(key(lane, subject, client), write.apply(state));
        }
    }

    List<String> clients(String lane, String subject) {
        var clients = new ArrayList<String>();
        var prefix = prefix(lane, subject);
        store.scan(prefix.bytes(), prefix.end(), (key, value) -> {
            var reader = new Key.Reader(key);
            for (var skip = 0; skip < 3; skip++) {
                reader.text();
            }
            return clients.add(reader.text());
        });
        return clients;
    }

    boolean hasClients(String lane, String subject) {
        var prefix = prefix(lane, subject);
        var found = new boolean[1];
        store.scan(prefix.bytes(), prefix.end(), (key, value) -> {
            found[0] = true;
            return false;
        });
        return found[0];
    }

    private Key prefix(String lane, String subject) {
        return new Key().text(name).text(lane).text(subject);
    }

    private byte[] key(String lane, String subject, String client) {
        return prefix(lane, subject).text(client).bytes();
    }
}

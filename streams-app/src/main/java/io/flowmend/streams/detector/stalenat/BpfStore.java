/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Per node and address: what its NAT map has, and the flows per client. */
record BpfStore(SortedStore store, StaleNatCodec codec) {

    private static final String FRONTEND = "bpf-frontend";
    private static final String CLIENT = "bpf-client";

    Optional<BpfFrontend> frontend(String lane, String subject) {
        return Optional.ofNullable(store.get(
                        new Key().text(FRONTEND).text(lane).text(subject).bytes()))
                .map(codec::frontend);
    }

    void put(String lane, String subject, Optional<BpfFrontend> row) {
        var key = new Key().text(FRONTEND).text(lane).text(subject).bytes();
        row.ifPresentOrElse(known -> store.put(key, codec.write(known)), () -> store.delete(key));
    }

    BpfFlow of(String lane, String subject, String client) {
        var bytes = store.get(key(lane, subject, client));
        return bytes == null ? BpfFlow.EMPTY : codec.flow(bytes);
    }

    void put(String lane, String subject, String client, BpfFlow flow) {
        if (flow.isEmpty()) {
            store.delete(key(lane, subject, client));
        } else {
            store.put(key(lane, subject, client), codec.write(flow));
        }
    }

    List<String> clients(String lane, String subject) {
        var clients = new ArrayList<String>();
        var prefix = new Key().text(CLIENT).text(lane).text(subject);
        store.scan(prefix.bytes(), prefix.end(), (key, value) -> {
            var reader = new Key.Reader(key);
            for (var skip = 0; skip < 3; skip++) {
                reader.text();
            }
            return clients.add(reader.text());
        });
        return clients;
    }

    private static byte[] key(String lane, String subject, String client) {
        return new Key().text(CLIENT).text(lane).text(subject).text(client).bytes();
    }
}

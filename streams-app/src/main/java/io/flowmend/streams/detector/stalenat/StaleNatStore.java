/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.service.AddressFact;
import java.util.ArrayList;
import java.util.List;

/** Per node and address: the services as of where the node's lane stands, and the entries per client. */
record StaleNatStore(SortedStore store, BpfStore bpf, StaleNatCodec codec) {

    private static final String SERVICES = "services";
    private static final String CLIENT = "client";

    List<AddressFact> services(String lane, String subject) {
        var bytes = store.get(servicesKey(lane, subject));
        return bytes == null ? List.of() : codec.services(bytes);
    }

    void services(String lane, String subject, List<AddressFact> services) {
        store.put(servicesKey(lane, subject), codec.write(services));
    }

    StaleNatState of(String lane, String subject, String client) {
        var bytes = store.get(client(lane, subject, client));
        return bytes == null ? StaleNatState.EMPTY : codec.state(bytes);
    }

    void put(String lane, String subject, String client, StaleNatState state) {
        if (state.isEmpty()) {
            store.delete(client(lane, subject, client));
        } else {
            store.put(client(lane, subject, client), codec.write(state));
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

    /** Drops what the services said, once no entry needs it. */
    boolean forgetIfEmpty(String lane, String subject) {
        if (hasClients(lane, subject)) {
            return false;
        }
        store.delete(servicesKey(lane, subject));
        return true;
    }

    private boolean hasClients(String lane, String subject) {
        var prefix = new Key().text(CLIENT).text(lane).text(subject);
        var found = new boolean[1];
        store.scan(prefix.bytes(), prefix.end(), (key, value) -> {
            found[0] = true;
            return false;
        });
        return found[0] || !bpf.clients(lane, subject).isEmpty();
    }

    private static byte[] servicesKey(String lane, String subject) {
        return new Key().text(SERVICES).text(lane).text(subject).bytes();
    }

    private static byte[] client(String lane, String subject, String client) {
        return new Key().text(CLIENT).text(lane).text(subject).text(client).bytes();
    }
}

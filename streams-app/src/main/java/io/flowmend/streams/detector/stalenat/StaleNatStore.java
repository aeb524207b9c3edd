/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.service.AddressFact;
import java.util.List;

/** Per node and address: the services as of where the node's lane stands, and the entries per client. */
final class StaleNatStore {

    private static final String SERVICES = "services";

    private final SortedStore store;
    private final BpfStore bpf;
    private final StaleNatCodec codec;
    private final ClientRows<StaleNatState> entries;

    StaleNatStore(SortedStore store, BpfStore bpf, StaleNatCodec codec) {
        this.store = store;
        this.bpf = bpf;
        this.codec = codec;
        this.entries = new ClientRows<>(store, "client", codec::state, codec::write, StaleNatState::isEmpty);
    }

    List<AddressFact> services(String lane, String subject) {
        var bytes = store.get(servicesKey(lane, subject));
        return bytes == null ? List.of() : codec.services(bytes);
    }

    void services(String lane, String subject, List<AddressFact> services) {
        store.put(servicesKey(lane, subject), codec.write(services));
    }

    StaleNatState of(String lane, String subject, String client) {
        return entries.of(lane, subject, client).orElse(StaleNatState.EMPTY);
    }

    void put(String lane, String subject, String client, StaleNatState state) {
        entries.put(lane, subject, client, state);
    }

    List<String> clients(String lane, String subject) {
        return entries.clients(lane, subject);
    }

    List<String> bpfClients(String lane, String subject) {
        return bpf.clients(lane, subject);
    }

    /** Drops what the services said, once no entry needs it. */
    boolean forgetIfEmpty(String lane, String subject) {
        if (entries.hasClients(lane, subject) || bpf.hasClients(lane, subject)) {
            return false;
        }
        store.delete(servicesKey(lane, subject));
        return true;
    }

    private static byte[] servicesKey(String lane, String subject) {
        return new Key().text(SERVICES).text(lane).text(subject).bytes();
    }
}

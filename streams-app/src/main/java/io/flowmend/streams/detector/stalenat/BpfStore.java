/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.util.List;
import java.util.Optional;

/** Per node and address: what its NAT map has, and the flows per client. */
final class BpfStore {

    private static final String FRONTEND = "bpf-frontend";

    private final SortedStore store;
    private final StaleNatCodec codec;
    private final ClientRows<BpfFlow> flows;

    BpfStore(SortedStore store, StaleNatCodec codec) {
        this.store = store;
        this.codec = codec;
        this.flows = new ClientRows<>(store, "bpf-client", codec::flow, codec::write, BpfFlow::isEmpty);
    }

    Optional<BpfFrontend> frontend(String lane, String subject) {
        return Optional.ofNullable(store.get(key(lane, subject))).map(codec::frontend);
    }

    void put(String lane, String subject, Optional<BpfFrontend> row) {
        var key = key(lane, subject);
        row.ifPresentOrElse(known -> store.put(key, codec.write(known)), () -> store.delete(key));
    }

    BpfFlow of(String lane, String subject, String client) {
        return flows.of(lane, subject, client).orElse(BpfFlow.EMPTY);
    }

    void put(String lane, String subject, String client, BpfFlow flow) {
        flows.put(lane, subject, client, flow);
    }

    List<String> clients(String lane, String subject) {
        return flows.clients(lane, subject);
    }

    boolean hasClients(String lane, String subject) {
        return flows.hasClients(lane, subject);
    }

    private static byte[] key(String lane, String subject) {
        return new Key().text(FRONTEND).text(lane).text(subject).bytes();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.service.AddressFact;
import java.util.List;
import java.util.Optional;

/** Per address: what its services say, the connections of each client, and the batches; per node: the API's word. */
record NodeLossStore(SortedStore store, NodeLossCodec codec) {

    private static final String SERVICES = "services";
    private static final String ROWS = "rows";
    private static final String BATCH = "batch";
    private static final String WORD = "word";

    List<AddressFact> services(String subject) {
        var bytes = store.get(new Key().text(SERVICES).text(subject).bytes());
        return bytes == null ? List.of() : codec.services(bytes);
    }

    void services(String subject, List<AddressFact> services) {
        put(
                new Key().text(SERVICES).text(subject),
                services.isEmpty() ? Optional.empty() : Optional.of(codec.write(services)));
    }

    Rows rows(String subject, String client) {
        var bytes = store.get(new Key().text(ROWS).text(subject).text(client).bytes());
        return bytes == null ? Rows.EMPTY : codec.rows(bytes);
    }

    void rows(String subject, String client, Rows rows) {
        put(
                new Key().text(ROWS).text(subject).text(client),
                rows.isEmpty() ? Optional.empty() : Optional.of(codec.write(rows)));
    }

    Optional<Batch> batch(String subject, String lost, String node) {
        return Optional.ofNullable(store.get(batchKey(subject, lost, node).bytes()))
                .map(codec::batch);
    }

    void batch(String subject, String lost, String node, Optional<Batch> batch) {
        put(batchKey(subject, lost, node), batch.map(codec::write));
    }

    Optional<NodeWord> word(String node) {
        return Optional.ofNullable(store.get(new Key().text(WORD).text(node).bytes()))
                .map(codec::word);
    }

    void word(String node, NodeWord word) {
        put(new Key().text(WORD).text(node), Optional.of(codec.write(word)));
    }

    private void put(Key key, Optional<byte[]> value) {
        var bytes = key.bytes();
        value.ifPresentOrElse(known -> store.put(bytes, known), () -> store.delete(bytes));
    }

    private static Key batchKey(String subject, String lost, String node) {
        return new Key().text(BATCH).text(subject).text(lost).text(node);
    }
}

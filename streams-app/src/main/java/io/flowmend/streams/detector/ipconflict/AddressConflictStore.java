/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.ownership.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Per address: what the API says of it and its open finding; per node and address: remote endpoints. */
record AddressConflictStore(SortedStore store, AddressConflictCodec codec) {

    private static final String VIEW = "view";
    private static final String OWNERS = "owners";
    private static final String REMOTES = "remotes";
    /** By address and node: which nodes have a remote endpoint for it. */
    private static final String AT = "at";

    private static final byte[] NOTHING = {};

    View view(String subject) {
        var bytes = store.get(new Key().text(VIEW).text(subject).bytes());
        return bytes == null ? View.NOTHING : codec.view(bytes);
    }

    void view(String subject, View view) {
        put(
                new Key().text(VIEW).text(subject),
                Optional.of(view).filter(some -> !some.equals(View.NOTHING)).map(codec::write));
    }

    /** The open finding of two owners. */
    Optional<Finding> owners(String subject) {
        return Optional.ofNullable(
                        store.get(new Key().text(OWNERS).text(subject).bytes()))
                .map(codec::finding);
    }

    void owners(String subject, Optional<Finding> open) {
        put(new Key().text(OWNERS).text(subject), open.map(codec::write));
    }

    RemoteEndpoints remotes(String node, String subject) {
        var bytes = store.get(new Key().text(REMOTES).text(node).text(subject).bytes());
        return bytes == null ? RemoteEndpoints.NONE : codec.remotes(bytes);
    }

    void remotes(String node, String subject, RemoteEndpoints remotes) {
        put(
                new Key().text(REMOTES).text(node).text(subject),
                remotes.isEmpty() ? Optional.empty() : Optional.of(codec.write(remotes)));
        var at = new Key().text(AT).text(subject).text(node);
        if (remotes.isEmpty()) {
            store.delete(at.bytes());
        } else if (store.get(at.bytes()) == null) {
            store.put(at.bytes(), NOTHING); // a read is cheaper than a write, which goes to the changelog
        }
    }

    List<String> nodesOf(String subject) {
        return third(new Key().text(AT).text(subject));
    }

    List<String> subjectsOf(String node) {
        return third(new Key().text(REMOTES).text(node));
    }

    private List<String> third(Key prefix) {
        var found = new ArrayList<String>();
        store.scan(prefix.bytes(), prefix.end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            reader.text();
            return found.add(reader.text());
        });
        return found;
    }

    private void put(Key key, Optional<byte[]> value) {
        var bytes = key.bytes();
        value.ifPresentOrElse(known -> store.put(bytes, known), () -> store.delete(bytes));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The remote HNS endpoints that one node has for one address, each by its id.
 *
 * @param open finding that they are stale
 */
public record RemoteEndpoints(List<Remote> all, Optional<Finding> open) {

    public static final RemoteEndpoints NONE = new RemoteEndpoints(List.of(), Optional.empty());

    public RemoteEndpoints {
        all = List.copyOf(all);
    }

    /**
     * @param id lower case
     * @param seen first record that had it
     * @param told last one
     */
    public record Remote(String id, RecordRef seen, RecordRef told) {}

    RemoteEndpoints with(String id, RecordRef record) {
        var seen = all.stream()
                .filter(remote -> remote.id().equals(id))
                .map(Remote::seen)
                .findFirst()
                .orElse(record);
        var next = new ArrayList<>(without(remote -> remote.id().equals(id)).all);
        next.add(new Remote(id, seen, record));
        return new RemoteEndpoints(next, open);
    }

    RemoteEndpoints without(Predicate<Remote> gone) {
        return new RemoteEndpoints(all.stream().filter(gone.negate()).toList(), open);
    }

    RemoteEndpoints open(Optional<Finding> finding) {
        return new RemoteEndpoints(all, finding);
    }

    boolean isEmpty() {
        return all.isEmpty() && open.isEmpty();
    }
}

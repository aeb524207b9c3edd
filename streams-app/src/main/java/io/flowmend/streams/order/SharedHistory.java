/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API said of each subject, kept as far back as any node may still ask: a lane that turns to a subject for the
 * first time must see it as it was then, and not as it is now.
 */
final class SharedHistory {

    private static final String PREFIX = "history";

    private final SortedStore store;

    SharedHistory(SortedStore store) {
        this.store = store;
    }

    record Version(Position position, byte[] payload) {}

    void put(String subject, Position position, byte[] payload) {
        store.put(key(subject, position), payload);
    }

    byte @Nullable [] get(String subject, Position position) {
        return store.get(key(subject, position));
    }

    /** All versions of the subject, oldest first. */
    List<Version> of(String subject) {
        var prefix = new Key().text(PREFIX).text(subject);
        var versions = new ArrayList<Version>();
        store.scan(prefix.bytes(), prefix.end(), (key, payload) -> {
            var reader = new Key.Reader(key);
            reader.text();
            reader.text();
            return versions.add(new Version(reader.position(), payload));
        });
        return versions;
    }

    /**
     * Drops what a later version of the same origin, itself at or before {@code floor}, has replaced; and an empty one
     * (the origin is gone) once the floor has passed it.
     */
    void trim(String subject, Instant floor) {
        var versions = of(subject);
        for (var i = 0; i < versions.size(); i++) {
            var old = versions.get(i).position();
            var replaced = versions.subList(i + 1, versions.size()).stream()
                    .map(Version::position)
                    .anyMatch(later ->
                            later.origin().equals(old.origin()) && !later.time().isAfter(floor));
            var gone = versions.get(i).payload().length == 0 && !old.time().isAfter(floor);
            if (replaced || gone) {
                store.delete(key(subject, old));
            }
        }
    }

    private static byte[] key(String subject, Position position) {
        return new Key().text(PREFIX).text(subject).position(position).bytes();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What waits in each lane, in the one order. Deadlines and the ends of unknown intervals wait among the events, so a
 * scan from where the lane stands finds what is due and touches nothing else.
 */
final class LaneBuffer {

    private static final String PREFIX = "buffer";
    private static final byte[] NOTHING = {};

    private final SortedStore store;

    LaneBuffer(SortedStore store) {
        this.store = store;
    }

    /** An event that waits; for a shared one the payload is in the history. */
    record Entry(byte[] key, Position position, String subject, byte[] payload) {}

    boolean contains(String lane, Position position, String subject) {
        return store.get(key(lane, position, subject)) != null;
    }

    void put(String lane, Position position, String subject, byte[] payload) {
        store.put(key(lane, position, subject), payload);
    }

    void put(String lane, Position position, String subject) {
        put(lane, position, subject, NOTHING);
    }

    void remove(Entry entry) {
        store.delete(entry.key());
    }

    /** Up to {@code limit} entries of the lane after {@code from}, up to and with {@code until}. */
    List<Entry> due(String lane, Instant from, Instant until, int limit) {
        var due = new ArrayList<Entry>();
        store.scan(after(lane, from), after(lane, until), (key, payload) -> {
            due.add(entry(key, payload));
            return due.size() < limit;
        });
        return due;
    }

    Optional<Instant> earliest(String lane, Instant from) {
        var first = due(lane, from, Instant.MAX, 1);
        return first.isEmpty()
                ? Optional.empty()
                : Optional.of(first.getFirst().position().time());
    }

    private static Entry entry(byte[] key, byte[] payload) {
        var reader = new Key.Reader(key);
        reader.text();
        reader.text();
        return new Entry(key, reader.position(), reader.text(), payload);
    }

    private static byte[] key(String lane, Position position, String subject) {
        return new Key()
                .text(PREFIX)
                .text(lane)
                .position(position)
                .text(subject)
                .bytes();
    }

    private static byte[] after(String lane, Instant time) {
        var key = new Key().text(PREFIX).text(lane);
        if (time.equals(Instant.MAX)) {
            return key.end();
        }
        return time.equals(Instant.MIN)
                ? key.bytes()
                : key.number(Micros.of(time) + 1).bytes();
    }
}

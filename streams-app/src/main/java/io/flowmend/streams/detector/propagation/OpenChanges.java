/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The changes that are followed, once for all nodes of a partition. They are held in memory, and in the store for the next
 * start: at the 20 changes a second of SIG-Scalability (field guide 6.1) and 5 min these are 6,000.
 */
final class OpenChanges {

    private static final String PREFIX = "change";

    private final SortedStore store;
    private final PropagationCodec codec;
    private final TreeMap<Long, SliceChange> byRevision = new TreeMap<>();
    private final TreeMap<At, SliceChange> byTime = new TreeMap<>();

    private record At(Instant time, long revision) implements Comparable<At> {
        @Override
        public int compareTo(At other) {
            var order = time.compareTo(other.time);
            return order != 0 ? order : Long.compare(revision, other.revision);
        }
    }

    OpenChanges(SortedStore store, PropagationCodec codec) {
        this.store = store;
        this.codec = codec;
        store.scan(new Key().text(PREFIX).bytes(), new Key().text(PREFIX).end(), (key, value) -> {
            index(codec.change(value));
            return true;
        });
    }

    private void index(SliceChange change) {
        byRevision.put(change.revision(), change);
        byTime.put(new At(change.at(), change.revision()), change);
    }

    /** @return false if it is known */
    boolean add(SliceChange change) {
        if (byRevision.containsKey(change.revision())) {
            return false;
        }
        index(change);
        store.put(key(change), codec.write(change));
        return true;
    }

    void drop(SliceChange change) {
        byRevision.remove(change.revision());
        byTime.remove(new At(change.at(), change.revision()));
        store.delete(key(change));
    }

    Optional<SliceChange> find(long revision) {
        return Optional.ofNullable(byRevision.get(revision));
    }

    /** After one revision, up to and with another. */
    Collection<SliceChange> between(long after, long until) {
        return byRevision.subMap(after, false, until, true).values();
    }

    Collection<SliceChange> after(long revision) {
        return byRevision.tailMap(revision, false).values();
    }

    /** Up to and with a time, in the order of time. */
    List<SliceChange> until(Instant time) {
        return List.copyOf(byTime.headMap(new At(time, Long.MAX_VALUE), true).values());
    }

    /** After one time, up to and with another, in the order of time. */
    List<SliceChange> between(Instant after, Instant until) {
        return List.copyOf(byTime.subMap(new At(after, Long.MAX_VALUE), false, new At(until, Long.MAX_VALUE), true)
                .values());
    }

    private static byte[] key(SliceChange change) {
        return new Key().text(PREFIX).number(change.revision()).bytes();
    }
}

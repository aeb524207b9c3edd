/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.NodeFrame;
import io.flowmend.streams.order.SortedStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes that the next frame will carry. They are kept in the store, because the transaction that made them may commit
 * before the frame is sent, and a restart must still send it.
 */
final class PendingFrame {

    private static final byte[] KEY = new Key().text("pending-frame").bytes();

    private final SortedStore store;
    private final String upstream;
    private final List<NodeFrame.Change> changes = new ArrayList<>();
    private Instant sentFloor = Instant.MIN;

    PendingFrame(SortedStore store, String upstream) {
        this.store = store;
        this.upstream = upstream;
        var stored = store.get(KEY);
        if (stored != null) {
            changes.addAll(Edges.frame(Edges.read(stored).getNodeFrame()).changes());
        }
    }

    void add(NodeFrame.Change change) {
        changes.add(change);
        store.put(KEY, Edges.frame(new NodeFrame(upstream, Instant.MIN, changes)));
    }

    /** The frame to send, if there is anything new to say. */
    Optional<NodeFrame> take(Instant floor) {
        if (changes.isEmpty() && !floor.isAfter(sentFloor)) {
            return Optional.empty();
        }
        var frame = new NodeFrame(upstream, floor, changes);
        if (!changes.isEmpty()) {
            changes.clear();
            store.delete(KEY);
        }
        sentFloor = floor;
        return Optional.of(frame);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.SortedStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a replay tells its planner, held until the recording is over and then taken in the order of event time: what is
 * decided depends on nothing but what is in it.
 */
public final class Agenda {

    private static final String ITEM = "agenda";
    private static final String LAST = "agenda-last";
    private static final byte[] CLOSED = new Key().text("agenda-closed").bytes();
    private static final int BATCH = 256;

    private final SortedStore store;
    /** What was taken lies before it: a store is slow over what was deleted. */
    private byte[] next = new Key().text(ITEM).bytes();

    public Agenda(SortedStore store) {
        this.store = store;
    }

    /** Does what an item asks for. */
    @FunctionalInterface
    public interface Taker {

        /** @return how much work it was */
        int take(Instant at, byte[] item);
    }

    /** At a place of its own: what comes to the same place twice is one. */
    public void put(Position position, byte[] item) {
        store.put(new Key().text(ITEM).position(position).bytes(), item);
    }

    /** At its time, but never before what {@code origin} has said already: its words arrive in their order. */
    public void put(Instant time, Rank rank, String origin, byte[] item) {
        var key = new Key().text(LAST).text(origin).bytes();
        var last = store.get(key);
        var position = new Position(time, rank, origin, 0);
        if (last != null) {
            var before = new Key.Reader(last).position();
            position = new Position(
                    before.time().isAfter(time) ? before.time() : time, rank, origin, before.sequence() + 1);
        }
        store.put(key, new Key().position(position).bytes());
        put(position, item);
    }

    /** Nothing more is put. */
    public void close() {
        store.put(CLOSED, new byte[0]);
    }

    /** Takes what comes first, so much of it as is about {@code most} work; nothing before it is closed. */
    public void take(int most, Taker taker) {
        if (store.get(CLOSED) == null) {
            return;
        }
        var left = most;
        for (var batch = batch(); !batch.isEmpty() && left > 0; batch = batch()) {
            for (var item : batch) {
                if (left <= 0) {
                    break;
                }
                var reader = new Key.Reader(item.key);
                reader.text();
                left -= taker.take(reader.position().time(), item.value);
                store.delete(item.key);
                next = item.key;
            }
        }
    }

    private record Item(byte[] key, byte[] value) {}

    private List<Item> batch() {
        var batch = new ArrayList<Item>();
        store.scan(next, new Key().text(ITEM).end(), (key, value) -> {
            batch.add(new Item(key, value));
            return batch.size() < BATCH;
        });
        return batch;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lanes, and the earliest event that waits in each. Lanes whose node is known far enough, and which wait for the
 * API only, are kept in order of that event: the API's tick then costs what is due and not what exists.
 */
final class LaneBook {

    private static final String PREFIX = "lane";

    private final SortedStore store;
    private final LaneBuffer buffer;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<String, Instant> earliest = new HashMap<>();
    private final TreeSet<Waiting> waiting =
            new TreeSet<>(Comparator.comparing(Waiting::since).thenComparing(Waiting::lane));

    private record Waiting(Instant since, String lane) {}

    LaneBook(SortedStore store, LaneBuffer buffer) {
        this.store = store;
        this.buffer = buffer;
        store.scan(new Key().text(PREFIX).bytes(), new Key().text(PREFIX).end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            var name = reader.text();
            lanes.put(name, Lane.read(name, value));
            return true;
        });
        lanes.values().forEach(lane -> reindex(lane.name(), lane.drained()));
    }

    Lane get(String name) {
        return lanes.getOrDefault(name, Lane.unseen(name));
    }

    Set<String> names() {
        return Set.copyOf(lanes.keySet());
    }

    /** @return true if the lane is new */
    boolean add(Lane lane) {
        if (lanes.containsKey(lane.name())) {
            return false;
        }
        put(lane);
        return true;
    }

    void put(Lane lane) {
        unlist(lane.name());
        lanes.put(lane.name(), lane);
        store.put(new Key().text(PREFIX).text(lane.name()).bytes(), lane.bytes());
        list(lane.name());
    }

    /** An event at {@code time} waits in the lane from now on. */
    void awaits(String name, Instant time) {
        var known = earliest.get(name);
        if (known == null || time.isBefore(known)) {
            unlist(name);
            earliest.put(name, time);
            list(name);
        }
    }

    /** Looks up again what waits first, after the lane was drained to {@code from}. */
    void reindex(String name, Instant from) {
        unlist(name);
        earliest.remove(name);
        buffer.earliest(name, from).ifPresent(time -> earliest.put(name, time));
        list(name);
    }

    List<String> waitingForApi(Instant watermark) {
        var due = new ArrayList<String>();
        for (var each : waiting) {
            if (each.since().isAfter(watermark)) {
                break;
            }
            due.add(each.lane());
        }
        return due;
    }

    private void list(String name) {
        var first = earliest.get(name);
        if (first != null && !first.isAfter(get(name).watermark())) {
            waiting.add(new Waiting(first, name));
        }
    }

    private void unlist(String name) {
        var first = earliest.get(name);
        if (first != null) {
            waiting.remove(new Waiting(first, name));
        }
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What has ended and is to be forgotten a while later, in order of time: a look costs what is due. */
final class ForgetList {

    private static final String BY_TIME = "forget";
    private static final String BY_NAME = "forget-at";

    private final SortedStore store;
    private final Duration memory;
    private Instant next;

    /** @param memory how long what has ended is remembered */
    ForgetList(SortedStore store, Duration memory) {
        this.store = store;
        this.memory = memory;
        this.next = earliest();
    }

    /** A thing with a name of two parts. */
    record Due(Instant at, String first, String second) {}

    void add(Instant ended, String first, String second) {
        cancel(first, second);
        var at = ended.plus(memory);
        next = at.isBefore(next) ? at : next;
        store.put(byTime(at, first, second), new byte[0]);
        store.put(byName(first, second), new Key().time(at).bytes());
    }

    /** It is there again. */
    void cancel(String first, String second) {
        var at = store.get(byName(first, second));
        if (at != null) {
            store.delete(byTime(new Key.Reader(at).time(), first, second));
            store.delete(byName(first, second));
        }
    }

    /** Removes and returns what is due up to and with {@code until}. */
    List<Due> due(Instant until) {
        var due = new ArrayList<Due>();
        if (next.isAfter(until)) {
            return due;
        }
        store.scan(
                new Key().text(BY_TIME).bytes(),
                new Key().text(BY_TIME).time(until.plusNanos(1000)).bytes(),
                (key, value) -> {
                    var reader = new Key.Reader(key);
                    reader.text();
                    return due.add(new Due(reader.time(), reader.text(), reader.text()));
                });
        due.forEach(old -> cancel(old.first(), old.second()));
        next = earliest();
        return due;
    }

    private Instant earliest() {
        var first = new Instant[] {Instant.MAX};
        store.scan(new Key().text(BY_TIME).bytes(), new Key().text(BY_TIME).end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            first[0] = reader.time();
            return false;
        });
        return first[0];
    }

    private static byte[] byTime(Instant at, String first, String second) {
        return new Key().text(BY_TIME).time(at).text(first).text(second).bytes();
    }

    private static byte[] byName(String first, String second) {
        return new Key().text(BY_NAME).text(first).text(second).bytes();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When the API said last that something of a subject is gone: its history can go as soon as nobody asks back so far. */
final class Endings {

    private static final String PREFIX = "ending";
    private static final byte[] NOTHING = {};

    private final SortedStore store;
    private Instant first;

    Endings(SortedStore store) {
        this.store = store;
        this.first = earliest();
    }

    void add(Instant time, String subject) {
        store.put(new Key().text(PREFIX).time(time).text(subject).bytes(), NOTHING);
        first = time.isBefore(first) ? time : first;
    }

    /** Removes and returns the subjects whose ending the horizon has passed. */
    List<String> passed(Instant horizon) {
        var subjects = new ArrayList<String>();
        if (first.isAfter(horizon)) {
            return subjects;
        }
        var keys = new ArrayList<byte[]>();
        store.scan(
                new Key().text(PREFIX).bytes(),
                new Key().text(PREFIX).number(Micros.of(horizon) + 1).bytes(),
                (key, value) -> {
                    var reader = new Key.Reader(key);
                    reader.text();
                    reader.time();
                    subjects.add(reader.text());
                    return keys.add(key);
                });
        keys.forEach(store::delete);
        first = earliest();
        return subjects;
    }

    private Instant earliest() {
        var found = new Instant[] {Instant.MAX};
        store.scan(new Key().text(PREFIX).bytes(), new Key().text(PREFIX).end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            found[0] = reader.time();
            return false;
        });
        return found[0];
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.order.Key;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * What a service or namespace says: whether anything is to be done.
 *
 * @param gone it was deleted; this is its final state
 */
public record OptOut(String uid, boolean off, boolean gone, Instant at) {

    /** At one instant what is there comes after what is gone, and then what is off after what is not. */
    private static final Comparator<OptOut> ORDER = Comparator.comparing(OptOut::at)
            .thenComparing(OptOut::gone, Comparator.reverseOrder())
            .thenComparing(OptOut::off);

    public static OptOut of(String uid, Map<String, String> annotations, boolean gone, Instant at) {
        return new OptOut(uid, OptOuts.OFF.equals(annotations.get(OptOuts.ANNOTATION)), gone, at);
    }

    boolean isOfSame(OptOut other) {
        return uid.equals(other.uid);
    }

    boolean isBefore(OptOut other) {
        return ORDER.compare(this, other) < 0;
    }

    byte[] bytes() {
        return new Key()
                .text(uid)
                .number(off ? 1 : 0)
                .number(gone ? 1 : 0)
                .time(at)
                .bytes();
    }

    static OptOut read(byte[] bytes) {
        var reader = new Key.Reader(bytes);
        return new OptOut(reader.text(), reader.number() == 1, reader.number() == 1, reader.time());
    }
}

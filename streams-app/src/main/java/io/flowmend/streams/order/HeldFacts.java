/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.util.ArrayList;
import java.util.List;

/** Facts that no heartbeat has vouched for yet. */
final class HeldFacts {

    private static final String PREFIX = "held";

    private final SortedStore store;

    HeldFacts(SortedStore store) {
        this.store = store;
    }

    void put(Fact fact) {
        store.put(
                key(fact.node(), fact.source(), fact.bootId())
                        .number(fact.sequence())
                        .bytes(),
                Wire.write(out -> {
                    Wire.time(out, fact.time());
                    Wire.blob(out, fact.payload());
                }));
    }

    /** Removes and returns the facts of one life up to and with a sequence, in their order. */
    List<Fact> take(String node, String source, String bootId, long until) {
        var taken = new ArrayList<Fact>();
        var keys = new ArrayList<byte[]>();
        var end = until == Long.MAX_VALUE
                ? key(node, source, bootId).end()
                : key(node, source, bootId).number(until + 1).bytes();
        store.scan(key(node, source, bootId).bytes(), end, (key, value) -> {
            var reader = new Key.Reader(key);
            for (var skip = 0; skip < 4; skip++) {
                reader.text();
            }
            var sequence = reader.number();
            keys.add(key);
            return taken.add(
                    Wire.read(value, in -> new Fact(node, source, bootId, sequence, Wire.time(in), Wire.blob(in))));
        });
        keys.forEach(store::delete);
        return taken;
    }

    private static Key key(String node, String source, String bootId) {
        return new Key().text(PREFIX).text(node).text(source).text(bootId);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of nodes in a {@link Crossing}: of all nodes the intervals that are not, of those that said something
 * lately also their heartbeats, as evidence.
 */
final class NodesKnown {

    private static final String UNKNOWN = "unknown";
    private static final String HEARD = "heard";
    private static final String BEAT = "beat";

    private final SortedStore store;
    private final Duration memory;

    NodesKnown(SortedStore store, Duration memory) {
        this.store = store;
        this.memory = memory;
    }

    /** The node said something: its heartbeats may be evidence. */
    void heard(String node, Instant at) {
        var known = heardAt(node);
        if (known == null || known.isBefore(at)) {
            store.put(key(HEARD, node).bytes(), Wire.write(out -> Wire.time(out, at)));
        }
    }

    /** @param drained nobody asks for what lies further back than the memory before it */
    void accept(NodeFrame.Change change, Instant drained) {
        var horizon = drained.equals(Instant.MIN) ? drained : drained.minus(memory);
        change.unknown().ifPresent(interval -> add(change.node(), interval, horizon));
        change.citation().ifPresent(reference -> cite(change, reference, drained, horizon));
    }

    Unknowns unknowns(String node) {
        var stored = store.get(key(UNKNOWN, node).bytes());
        return stored == null ? Unknowns.NONE : Wire.read(stored, in -> new Unknowns(Wire.list(in, Wire::interval)));
    }

    Optional<byte[]> firstFrom(String node, Instant time) {
        var found = new ArrayList<byte[]>();
        store.scan(key(BEAT, node).time(time).bytes(), key(BEAT, node).end(), (key, value) -> !found.add(value));
        return found.stream().findFirst();
    }

    Optional<byte[]> lastUntil(String node, Instant time) {
        var upTo = upTo(node, time);
        return upTo.isEmpty() ? Optional.empty() : Optional.ofNullable(store.get(upTo.getLast()));
    }

    private void add(String node, Interval interval, Instant horizon) {
        var before = unknowns(node);
        var next = before.plus(interval).after(horizon);
        if (!next.equals(before)) {
            store.put(key(UNKNOWN, node).bytes(), Wire.write(out -> {
                out.writeInt(next.intervals().size());
                for (var each : next.intervals()) {
                    Wire.interval(out, each);
                }
            }));
        }
    }

    private void cite(NodeFrame.Change change, byte[] reference, Instant drained, Instant horizon) {
        var heard = heardAt(change.node());
        if (heard == null) {
            return;
        }
        if (heard.isBefore(horizon)) {
            upTo(change.node(), Instant.MAX).forEach(store::delete);
            store.delete(key(HEARD, change.node()).bytes());
            return;
        }
        store.put(key(BEAT, change.node()).time(change.watermark()).bytes(), reference);
        var passed = upTo(change.node(), drained);
        passed.stream().limit(Math.max(0, passed.size() - 1)).forEach(store::delete);
    }

    private List<byte[]> upTo(String node, Instant time) {
        var keys = new ArrayList<byte[]>();
        if (time.equals(Instant.MIN)) {
            return keys;
        }
        var end = time.equals(Instant.MAX)
                ? key(BEAT, node).end()
                : key(BEAT, node).number(Micros.of(time) + 1).bytes();
        store.scan(key(BEAT, node).bytes(), end, (key, value) -> keys.add(key));
        return keys;
    }

    private @Nullable Instant heardAt(String node) {
        var stored = store.get(key(HEARD, node).bytes());
        return stored == null ? null : Wire.read(stored, Wire::time);
    }

    private static Key key(String kind, String node) {
        return new Key().text(kind).text(node);
    }
}

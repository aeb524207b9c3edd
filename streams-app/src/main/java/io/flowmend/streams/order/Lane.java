/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far one node is known and applied.
 *
 * @param watermark all of the node up to it has been put in
 * @param drained all events up to it have been applied; nothing at or before it is taken any more
 * @param citations heartbeats whose watermark lies after {@code drained}, in order
 */
record Lane(String name, Instant watermark, Instant drained, Unknowns unknowns, List<Citation> citations) {

    /** A heartbeat as evidence. */
    record Citation(Instant watermark, byte[] reference) {}

    Lane {
        citations = List.copyOf(citations);
    }

    static Lane unseen(String name) {
        return new Lane(name, Instant.MIN, Instant.MIN, Unknowns.NONE, List.of());
    }

    Lane with(NodeFrame.Change change) {
        var next = change.watermark().isAfter(watermark) ? change.watermark() : watermark;
        var more = new ArrayList<>(citations);
        change.citation().ifPresent(reference -> more.add(new Citation(change.watermark(), reference)));
        return new Lane(
                name, next, drained, change.unknown().map(unknowns::plus).orElse(unknowns), more);
    }

    Lane drainedTo(Instant time) {
        var left = citations.stream()
                .filter(citation -> citation.watermark().isAfter(time))
                .toList();
        return new Lane(name, watermark, time, unknowns.after(time), left);
    }

    /** The first heartbeat in sequence that covers {@code time}. */
    Optional<byte[]> citing(Instant time) {
        return citations.stream()
                .filter(citation -> !citation.watermark().isBefore(time))
                .map(Citation::reference)
                .findFirst();
    }

    byte[] bytes() {
        return Wire.write(out -> {
            Wire.time(out, watermark);
            Wire.time(out, drained);
            out.writeInt(unknowns.intervals().size());
            for (var interval : unknowns.intervals()) {
                Wire.interval(out, interval);
            }
            out.writeInt(citations.size());
            for (var citation : citations) {
                Wire.time(out, citation.watermark());
                Wire.blob(out, citation.reference());
            }
        });
    }

    static Lane read(String name, byte[] bytes) {
        return Wire.read(
                bytes,
                in -> new Lane(
                        name,
                        Wire.time(in),
                        Wire.time(in),
                        new Unknowns(Wire.list(in, Wire::interval)),
                        Wire.list(in, each -> new Citation(Wire.time(each), Wire.blob(each)))));
    }
}

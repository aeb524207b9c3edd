/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * One client's flow towards one service address in the eBPF conntrack map of one node.
 *
 * @param entry its entry of type Normal
 * @param translated record that showed a NAT entry of the same client
 * @param finding open
 */
public record BpfFlow(Optional<Normal> entry, Optional<RecordRef> translated, Optional<Finding> finding) {

    public static final BpfFlow EMPTY = new BpfFlow(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * An entry of type Normal: two addresses, nothing translates it.
     *
     * @param since when it was made, or first seen
     * @param first record that showed it first
     * @param latest record that showed it last
     */
    public record Normal(
            Instant since, Instant lastPacket, boolean answeredLocally, RecordRef first, RecordRef latest) {

        static Normal of(BpfSighting seen) {
            return new Normal(
                    seen.created().orElse(seen.record().time()),
                    seen.lastPacket(),
                    seen.answeredLocally(),
                    seen.record(),
                    seen.record());
        }

        /** The same entry, unless it was made after this one was seen. */
        Normal again(BpfSighting seen) {
            var another =
                    seen.created().filter(made -> made.isAfter(latest.time())).isPresent();
            return another
                    ? of(seen)
                    : new Normal(since, seen.lastPacket(), seen.answeredLocally(), first, seen.record());
        }
    }

    public boolean isEmpty() {
        return entry.isEmpty() && translated.isEmpty() && finding.isEmpty();
    }

    BpfFlow with(BpfSighting seen) {
        if (seen.translated()) {
            return new BpfFlow(entry, seen.gone() ? Optional.empty() : Optional.of(seen.record()), finding);
        }
        var next = seen.gone()
                ? Optional.<Normal>empty()
                : Optional.of(entry.map(known -> known.again(seen)).orElseGet(() -> Normal.of(seen)));
        return new BpfFlow(next, translated, finding);
    }

    BpfFlow reported(Optional<Finding> now) {
        return new BpfFlow(entry, translated, now);
    }
}

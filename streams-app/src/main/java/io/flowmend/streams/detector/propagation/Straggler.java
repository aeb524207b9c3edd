/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import java.util.Comparator;
import java.util.OptionalLong;

/**
 * One of the last nodes of a change.
 *
 * @param micros how long it took; empty if it had not programmed the change when that was given up
 * @param why the node's own reason, if it gave one; else empty
 */
public record Straggler(String node, OptionalLong micros, String why) {

    /** The last first. */
    static final Comparator<Straggler> LAST_FIRST = Comparator.comparingLong(
                    (Straggler straggler) -> straggler.micros().orElse(Long.MAX_VALUE))
            .reversed()
            .thenComparing(Straggler::node);
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * A node that is lost.
 *
 * @param at from here on, at the earliest
 * @param why in words, e.g. for a summary
 */
record Loss(Instant at, String why, List<Evidence> evidence) {

    Loss {
        evidence = List.copyOf(evidence);
    }
}

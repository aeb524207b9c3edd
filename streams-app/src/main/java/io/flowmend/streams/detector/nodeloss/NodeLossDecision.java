/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the rule wants.
 *
 * @param next empty once nothing is left of the batch
 * @param findings to publish, in this order
 */
record NodeLossDecision(Optional<Batch> next, List<Finding> findings, Optional<Instant> wake) {

    NodeLossDecision {
        findings = List.copyOf(findings);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rule wants: the next state, findings to publish, and turns to be given.
 *
 * @param wakes event times, none before the turn that asks
 */
public record StaleNatDecision(StaleNatState next, List<Finding> findings, List<Instant> wakes) {

    public StaleNatDecision {
        findings = List.copyOf(findings);
        wakes = List.copyOf(wakes);
    }

    /** This decision, and then another that stands on its state. */
    StaleNatDecision then(StaleNatDecision later) {
        var allFindings = new ArrayList<>(findings);
        allFindings.addAll(later.findings);
        var allWakes = new ArrayList<>(wakes);
        allWakes.addAll(later.wakes);
        return new StaleNatDecision(later.next, allFindings, allWakes);
    }
}

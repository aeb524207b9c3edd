/* Licensed under Apache-2.0. */
package io.flowmend.local.outcome;

import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.streams.detector.Harmless;
import java.util.List;

/**
 * All that a topology said, each list in the order of its topic.
 *
 * @param findings every version of each
 * @param results the executors' words, which a recording may hold
 * @param harmless every judgement; empty if nobody asked
 */
public record Said(
        List<Finding> findings,
        List<RemediationCommand> commands,
        List<RemediationResult> results,
        List<Harmless> harmless) {

    public Said {
        findings = List.copyOf(findings);
        commands = List.copyOf(commands);
        results = List.copyOf(results);
        harmless = List.copyOf(harmless);
    }
}

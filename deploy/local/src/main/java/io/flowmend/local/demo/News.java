/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import java.util.List;

/** What has been said since the last look, each list in its order. */
public record News(
        List<Finding> findings,
        List<Decision> decisions,
        List<RemediationCommand> commands,
        List<RemediationResult> results) {

    public News {
        findings = List.copyOf(findings);
        decisions = List.copyOf(decisions);
        commands = List.copyOf(commands);
        results = List.copyOf(results);
    }
}

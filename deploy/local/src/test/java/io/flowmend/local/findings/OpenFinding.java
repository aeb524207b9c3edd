/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.schemas.finding.BlastRadius;
import io.flowmend.schemas.finding.Confidence;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.finding.Severity;
import io.flowmend.schemas.finding.Subject;
import java.time.Instant;
import java.util.List;

/** A finding that waits for a person. */
public final class OpenFinding {

    public static Finding of(String id) {
        return Finding.newBuilder()
                .setId(id)
                .setRule("ghostflow")
                .setRuleVersion(1)
                .setState(FindingState.OPEN)
                .setSeverity(Severity.WARNING)
                .setConfidence(Confidence.LIKELY)
                .setCauseClass("ghostflow")
                .setSummary("a flow goes to a pod that is gone")
                .setAdvice("approve or deny")
                .setEpoch("1")
                .setCluster("local")
                .setSubject(Subject.newBuilder().build())
                .setBlast(new BlastRadius(0, 1, 0))
                .setBrokenAt(Instant.EPOCH)
                .setDetectedAt(Instant.EPOCH)
                .setTransitions(List.of())
                .setEvidence(List.of())
                .build();
    }

    private OpenFinding() {}
}

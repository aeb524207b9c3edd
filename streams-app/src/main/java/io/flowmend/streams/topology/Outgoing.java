/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.deadletter.DeadLetter;
import io.flowmend.schemas.deadletter.LateRecord;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;

/** What a stage sends on. */
sealed interface Outgoing {

    /** To the next stage. */
    record Onward(byte[] edge) implements Outgoing {}

    record Dead(DeadLetter letter) implements Outgoing {}

    record Late(LateRecord record) implements Outgoing {}

    /** To the planner, by cluster. */
    record ToPlanner(byte[] edge) implements Outgoing {}

    record Found(Finding finding) implements Outgoing {}

    record Decided(Decision decision) implements Outgoing {}

    record Ordered(RemediationCommand command) implements Outgoing {}
}

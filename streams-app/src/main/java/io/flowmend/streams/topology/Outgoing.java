/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.deadletter.DeadLetter;
import io.flowmend.schemas.deadletter.LateRecord;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.telemetry.EndpointLatencyRecord;
import io.flowmend.schemas.telemetry.PropagationRecord;

/** What a stage sends on. */
sealed interface Outgoing {

    /** To another stage, as bytes that only stages read. */
    sealed interface Edge extends Outgoing {
        byte[] edge();
    }

    /** To the next stage. */
    record Onward(byte[] edge) implements Edge {}

    /** To the stage of nodes. */
    record ToNode(byte[] edge) implements Edge {}

    /** To the stage of causes, by cluster. */
    record ToCauses(byte[] edge) implements Edge {}

    /** To the stage of proxies: of one node, or to every partition. */
    record ToProxies(byte[] edge) implements Edge {}

    /** To the stage that sums propagation up, by cluster. */
    record ToSums(byte[] edge) implements Edge {}

    record Propagated(PropagationRecord propagation) implements Outgoing {}

    record Measured(EndpointLatencyRecord latency) implements Outgoing {}

    record Dead(DeadLetter letter) implements Outgoing {}

    record Late(LateRecord record) implements Outgoing {}

    /** To the planner, by cluster. */
    record ToPlanner(byte[] edge) implements Edge {}

    record Found(Finding finding) implements Outgoing {}

    record Decided(Decision decision) implements Outgoing {}

    record Ordered(RemediationCommand command) implements Outgoing {}
}

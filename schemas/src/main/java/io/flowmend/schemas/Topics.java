/* Licensed under Apache-2.0. */
package io.flowmend.schemas;

import static io.flowmend.schemas.Topic.Cleanup.COMPACT;
import static io.flowmend.schemas.Topic.Cleanup.DELETE;
import static io.flowmend.schemas.Topic.Role.INPUT;
import static io.flowmend.schemas.Topic.Role.OUTPUT;

import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.NamespaceRecord;
import io.flowmend.schemas.cluster.NodeRecord;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.PolicyRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.deadletter.DeadLetter;
import io.flowmend.schemas.deadletter.LateRecord;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.Approval;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.telemetry.EndpointLatencyRecord;
import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.ProgrammedRecord;
import io.flowmend.schemas.telemetry.PropagationRecord;
import io.flowmend.schemas.telemetry.StatusRecord;
import java.time.Duration;
import java.util.List;

/**
 * The topic catalogue: every topic that Flowmend reads or writes, and the only place that names them.
 *
 * <p>{@code docs/architecture.md} says which of them nothing writes yet.
 */
public final class Topics {

    private static final Duration WEEK = Duration.ofDays(7);

    public static final Topic PODS =
            new Topic("k8s.pods", "cluster/namespace/name/uid", PodRecord.getClassSchema(), COMPACT, WEEK, INPUT);
    public static final Topic SERVICES = new Topic(
            "k8s.services", "cluster/namespace/name/uid", ServiceRecord.getClassSchema(), COMPACT, WEEK, INPUT);
    public static final Topic ENDPOINT_SLICES = new Topic(
            "k8s.endpointslices", "cluster/namespace/name", EndpointSliceRecord.getClassSchema(), COMPACT, WEEK, INPUT);
    public static final Topic NODES =
            new Topic("k8s.nodes", "cluster/node", NodeRecord.getClassSchema(), COMPACT, WEEK, INPUT);
    /** Read for what is unreadable only: the agent's own word on policies is nearer to what reached the node. */
    public static final Topic POLICIES = new Topic(
            "k8s.policies", "cluster/namespace/name/uid", PolicyRecord.getClassSchema(), COMPACT, WEEK, INPUT);

    public static final Topic NODE_ENDPOINTS =
            new Topic("node.endpoints", "cluster/node", EndpointRecord.getClassSchema(), DELETE, WEEK, INPUT);
    public static final Topic NODE_PROGRAMMED =
            new Topic("node.programmed", "cluster/node", ProgrammedRecord.getClassSchema(), DELETE, WEEK, INPUT);
    public static final Topic NODE_FLOWS =
            new Topic("node.flows", "cluster/node", FlowRecord.getClassSchema(), DELETE, WEEK, INPUT);
    public static final Topic NODE_STATUS =
            new Topic("node.status", "cluster/node", StatusRecord.getClassSchema(), DELETE, WEEK, INPUT);
    public static final Topic NAMESPACES =
            new Topic("k8s.namespaces", "cluster/namespace", NamespaceRecord.getClassSchema(), COMPACT, WEEK, INPUT);
    /** A person's word; an input, so that a replay decides as the run that it repeats. */
    public static final Topic APPROVALS =
            new Topic("remediation.approvals", "finding id", Approval.getClassSchema(), DELETE, WEEK, INPUT);
    /** What executors did; an input of the planner, so that a replay decides as the run that it repeats. */
    public static final Topic RESULTS =
            new Topic("remediation.results", "command id", RemediationResult.getClassSchema(), COMPACT, WEEK, INPUT);

    public static final Topic COMMANDS = new Topic(
            "remediation.commands", "cluster/node", RemediationCommand.getClassSchema(), DELETE, WEEK, OUTPUT);
    public static final Topic DECISIONS =
            new Topic("remediation.decisions", "finding id", Decision.getClassSchema(), DELETE, WEEK, OUTPUT);
    public static final Topic FINDINGS =
            new Topic("findings", "finding id", Finding.getClassSchema(), COMPACT, WEEK, OUTPUT);
    public static final Topic ENDPOINT_LATENCY =
            new Topic("endpoint-latency", "cluster/node", EndpointLatencyRecord.getClassSchema(), DELETE, WEEK, OUTPUT);
    /** Not compacted: every change of a slice is a measure of its own. */
    public static final Topic PROPAGATION = new Topic(
            "propagation", "cluster/namespace/name", PropagationRecord.getClassSchema(), DELETE, WEEK, OUTPUT);

    public static final Topic DEAD_LETTERS =
            new Topic("deadletters", "as the source's", DeadLetter.getClassSchema(), DELETE, WEEK, OUTPUT);
    public static final Topic LATE =
            new Topic("late", "as the source's", LateRecord.getClassSchema(), DELETE, WEEK, OUTPUT);

    private static final List<Topic> ALL = List.of(
            PODS,
            SERVICES,
            ENDPOINT_SLICES,
            NODES,
            NAMESPACES,
            POLICIES,
            NODE_ENDPOINTS,
            NODE_PROGRAMMED,
            NODE_FLOWS,
            NODE_STATUS,
            APPROVALS,
            RESULTS,
            FINDINGS,
            COMMANDS,
            DECISIONS,
            ENDPOINT_LATENCY,
            PROPAGATION,
            DEAD_LETTERS,
            LATE);

    /** Every topic, inputs first. */
    public static List<Topic> all() {
        return ALL;
    }

    private Topics() {}
}

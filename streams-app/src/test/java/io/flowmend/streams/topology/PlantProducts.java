/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.ReplayHeaders;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.telemetry.PropagationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;

/** Takes what the stages of a {@link Plant} make to the topic that {@link PipelineTopology} has for it, or keeps it. */
public final class PlantProducts {

    private final PlantTopics topics;
    private final List<Finding> findings = new ArrayList<>();
    private final List<PropagationRecord> propagations = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<RemediationCommand> commands = new ArrayList<>();
    private int dead;
    private int late;

    PlantProducts(PlantTopics topics) {
        this.topics = topics;
    }

    /**
     * What came out, in its order.
     *
     * @param dead how many records could not be read
     * @param late how many came too late
     */
    public record Product(
            List<Finding> findings,
            List<PropagationRecord> propagations,
            List<Decision> decisions,
            List<RemediationCommand> commands,
            int dead,
            int late) {}

    Product all() {
        return new Product(findings, propagations, decisions, commands, dead, late);
    }

    void take(String stage, Record<String, Outgoing> record) {
        if (record.headers().lastHeader(ReplayHeaders.END) != null && !isRead(stage, record.value())) {
            return;
        }
        switch (record.value()) {
            case Outgoing.Onward(var edge) ->
                topics.across(
                        switch (stage) {
                            case Names.REKEY -> Names.BY_SERVICE;
                            case Names.SERVICES -> Names.BY_ADDRESS_API;
                            case Names.PODS -> Names.BY_ADDRESS_PODS;
                            case Names.INTAKE -> Names.BY_ADDRESS_NODES;
                            case Names.CLUSTER_NODES -> Names.BY_ADDRESS_CLUSTER_NODES;
                            default -> throw new AssertionError(stage + " sends nothing onward");
                        },
                        record,
                        edge);
            case Outgoing.ToNode(var edge) ->
                topics.across(stage.equals(Names.PODS) ? Names.BY_NODE_PODS : Names.BY_NODE_NODES, record, edge);
            case Outgoing.ToCauses(var edge) -> topics.toOne(Names.BY_CLUSTER_LATE, record, edge);
            case Outgoing.ToProxies(var edge) ->
                topics.across(
                        stage.equals(Names.REKEY) ? Names.BY_NODE_CHANGES : Names.BY_NODE_PROGRAMMED, record, edge);
            case Outgoing.ToSums(var edge) -> topics.toOne(Names.BY_CLUSTER_COUNTED, record, edge);
            case Outgoing.ToPlanner(var edge) ->
                topics.toOne(
                        switch (stage) {
                            case Names.ADDRESS, Names.OWNERS -> Names.BY_CLUSTER_FOUND;
                            case Names.NODE -> Names.BY_CLUSTER_NODES;
                            case Names.CAUSES -> Names.BY_CLUSTER_CAUSES;
                            case Names.PROPAGATION_SUMS -> Names.BY_CLUSTER_STALLED;
                            case Names.REKEY -> Names.BY_CLUSTER_SERVICES;
                            case Names.INTAKE -> Names.BY_CLUSTER_CLOCK;
                            case Names.INBOX -> Names.BY_CLUSTER_INBOX;
                            default -> throw new AssertionError(stage + " sends the planner nothing");
                        },
                        record,
                        edge);
            case Outgoing.Found(var finding) -> findings.add(finding);
            case Outgoing.Dead _ -> dead++;
            case Outgoing.Late _ -> late++;
            case Outgoing.Propagated(var propagation) -> propagations.add(propagation);
            case Outgoing.Decided(var decision) -> decisions.add(decision);
            case Outgoing.Ordered(var command) -> commands.add(command);
            case Outgoing.Measured _ -> {}
        }
    }

    /** A stage says to everybody that it has ended, also where nobody listens. */
    private static boolean isRead(String stage, Outgoing end) {
        return switch (end) {
            case Outgoing.Onward _ ->
                Set.of(Names.REKEY, Names.SERVICES, Names.PODS, Names.INTAKE, Names.CLUSTER_NODES)
                        .contains(stage);
            case Outgoing.ToNode _ -> Set.of(Names.PODS, Names.INTAKE).contains(stage);
            case Outgoing.ToCauses _ -> stage.equals(Names.NODE);
            case Outgoing.ToProxies _ -> Set.of(Names.REKEY, Names.INTAKE).contains(stage);
            case Outgoing.ToSums _ -> stage.equals(Names.PROPAGATION);
            default ->
                !Set.of(Names.SERVICES, Names.PODS, Names.CLUSTER_NODES, Names.PROPAGATION, Names.PLANNER)
                        .contains(stage);
        };
    }
}

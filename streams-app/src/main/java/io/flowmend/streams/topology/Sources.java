/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a stage reads, as the diagram of {@link PipelineTopology} has it.
 *
 * @param topics inputs, of each the partition of the task
 * @param stages of which every task speaks to every task of this one
 */
record Sources(List<Topic> topics, List<String> stages) {

    private static final Set<String> OF_ONE_TASK = Set.of(Names.CAUSES, Names.PROPAGATION_SUMS);

    static Sources of(String stage) {
        return switch (stage) {
            case Names.REKEY -> topics(Topics.SERVICES, Topics.ENDPOINT_SLICES);
            case Names.PODS -> topics(Topics.PODS);
            case Names.INTAKE ->
                topics(Topics.NODE_FLOWS, Topics.NODE_ENDPOINTS, Topics.NODE_PROGRAMMED, Topics.NODE_STATUS);
            case Names.CLUSTER_NODES -> topics(Topics.NODES);
            case Names.INBOX -> topics(Topics.NAMESPACES, Topics.APPROVALS, Topics.RESULTS);
            case Names.VALIDATE -> topics(Topics.POLICIES);
            case Names.SERVICES -> stages(Names.REKEY);
            case Names.ADDRESS, Names.OWNERS -> stages(Names.SERVICES, Names.PODS, Names.CLUSTER_NODES, Names.INTAKE);
            case Names.NODE -> stages(Names.PODS, Names.INTAKE);
            case Names.CAUSES -> stages(Names.NODE);
            case Names.PROPAGATION -> stages(Names.REKEY, Names.INTAKE);
            case Names.PROPAGATION_SUMS -> stages(Names.PROPAGATION);
            case Names.PLANNER ->
                stages(
                        Names.ADDRESS,
                        Names.OWNERS,
                        Names.INBOX,
                        Names.NODE,
                        Names.CAUSES,
                        Names.PROPAGATION_SUMS,
                        Names.REKEY,
                        Names.INTAKE);
            default -> throw new IllegalArgumentException("stage is '" + stage + "', which is not in the diagram");
        };
    }

    /** @param partitions of every input topic, and so of every stage but those of one task */
    Set<String> speakers(int partition, int partitions) {
        return Stream.concat(
                        topics.stream().map(topic -> RekeyProcessor.upstream(topic.suffix(), partition)),
                        stages.stream()
                                .flatMap(stage ->
                                        Inputs.names(stage, OF_ONE_TASK.contains(stage) ? 1 : partitions).stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Sources topics(Topic... topics) {
        return new Sources(List.of(topics), List.of());
    }

    private static Sources stages(String... stages) {
        return new Sources(List.of(), List.of(stages));
    }
}

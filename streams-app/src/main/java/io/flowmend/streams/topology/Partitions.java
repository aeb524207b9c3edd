/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaCheck;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Topics;

/**
 * Partition counts that the topology is built for.
 *
 * @param nodes of the flows and of the status topic, which are read together
 */
public record Partitions(int services, int slices, int pods, int nodes) {

    /** One partition of everything, for tests. */
    public static Partitions single() {
        return new Partitions(1, 1, 1, 1);
    }

    /** Stages behind a repartition have as many as the widest input. */
    int stages() {
        return Math.max(Math.max(nodes, pods), Math.max(services, slices));
    }

    /** @throws StartupFailure if a topic is missing, or the two of a node differ */
    public static Partitions ask(KafkaSettings kafka) {
        var counts = KafkaCheck.partitions(kafka, Topics.all());
        var flows = counts.getOrDefault(Topics.NODE_FLOWS, 0);
        var status = counts.getOrDefault(Topics.NODE_STATUS, 0);
        if (!flows.equals(status)) {
            throw new StartupFailure(kafka.topic(Topics.NODE_FLOWS) + " has " + flows + " partitions and "
                    + kafka.topic(Topics.NODE_STATUS) + " has " + status
                    + "; they are read together and must have as many");
        }
        return new Partitions(
                counts.getOrDefault(Topics.SERVICES, 0),
                counts.getOrDefault(Topics.ENDPOINT_SLICES, 0),
                counts.getOrDefault(Topics.PODS, 0),
                flows);
    }
}

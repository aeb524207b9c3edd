/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaCheck;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Topics;
import java.util.List;

/**
 * Partition counts that the topology is built for.
 *
 * @param nodes of the flows, the endpoints and the status topic, which are read together
 * @param clusterNodes of the topic of Nodes
 */
public record Partitions(int services, int slices, int pods, int nodes, int clusterNodes) {

    /** One partition of everything, for tests. */
    public static Partitions single() {
        return new Partitions(1, 1, 1, 1, 1);
    }

    /** Stages behind a repartition have as many as the widest input. */
    int stages() {
        return Math.max(Math.max(nodes, pods), Math.max(services, slices));
    }

    /** @throws StartupFailure if a topic is missing, or those of a node differ */
    public static Partitions ask(KafkaSettings kafka) {
        var counts = KafkaCheck.partitions(kafka, Topics.all());
        var status = counts.getOrDefault(Topics.NODE_STATUS, 0);
        for (var topic : List.of(Topics.NODE_FLOWS, Topics.NODE_ENDPOINTS)) {
            var count = counts.getOrDefault(topic, 0);
            if (!count.equals(status)) {
                throw new StartupFailure(kafka.topic(topic) + " has " + count + " partitions and "
                        + kafka.topic(Topics.NODE_STATUS) + " has " + status
                        + "; they are read together and must have as many");
            }
        }
        return new Partitions(
                counts.getOrDefault(Topics.SERVICES, 0),
                counts.getOrDefault(Topics.ENDPOINT_SLICES, 0),
                counts.getOrDefault(Topics.PODS, 0),
                status,
                counts.getOrDefault(Topics.NODES, 0));
    }
}

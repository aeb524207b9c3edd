/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.streams.config.AppConfig;
import io.flowmend.streams.failure.Decoder;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Input topics by their full names, their partition counts, and decoders for their values.
 *
 * @param partitions of each input topic, as the broker has them
 */
record Inputs(AppConfig config, Partitions partitions) {

    String services() {
        return config.kafka().topic(Topics.SERVICES);
    }

    String slices() {
        return config.kafka().topic(Topics.ENDPOINT_SLICES);
    }

    String flows() {
        return config.kafka().topic(Topics.NODE_FLOWS);
    }

    String endpoints() {
        return config.kafka().topic(Topics.NODE_ENDPOINTS);
    }

    String programmed() {
        return config.kafka().topic(Topics.NODE_PROGRAMMED);
    }

    String status() {
        return config.kafka().topic(Topics.NODE_STATUS);
    }

    String results() {
        return config.kafka().topic(Topics.RESULTS);
    }

    String approvals() {
        return config.kafka().topic(Topics.APPROVALS);
    }

    StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return KafkaSortedStore.named(name, config.stateStore());
    }

    <T extends SpecificRecord> Decoder<T> decoder(Class<T> type) {
        return new Decoder<>(Serdes.deserializer(config.kafka().registry(), type));
    }

    /** One cluster per topic prefix: watermarks of one would vouch for another. */
    void requireOurs(String cluster) {
        if (!cluster.equals(config.kafka().cluster())) {
            throw new IllegalArgumentException("cluster is '" + cluster + "'; allowed is '"
                    + config.kafka().cluster() + "'");
        }
    }

    static <T> T require(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalArgumentException(name + " is null and mark is null; one must be set");
        }
        return part;
    }

    /** Names under which all that speaks for the API to the address stage does so. */
    Set<String> addressUpstreams() {
        var upstreams = names(Names.SERVICES, partitions.stages());
        upstreams.addAll(names(Names.PODS, partitions.pods()));
        return upstreams;
    }

    /** Names under which all that speaks for the API to rules over several nodes does so. */
    Set<String> crossingUpstreams() {
        var upstreams = names(Names.SERVICES, partitions.stages());
        upstreams.addAll(names(Names.CLUSTER_NODES, partitions.clusterNodes()));
        return upstreams;
    }

    /** Names under which the partitions of both API topics speak. */
    Set<String> apiUpstreams() {
        var services = names(services(), partitions.services());
        services.addAll(names(slices(), partitions.slices()));
        return services;
    }

    /** Names under which the partitions of the slices speak. */
    Set<String> sliceUpstreams() {
        return names(slices(), partitions.slices());
    }

    static Set<String> names(String stage, int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> RekeyProcessor.upstream(stage, partition))
                .collect(Collectors.toSet());
    }
}

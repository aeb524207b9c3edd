/* Licensed under Apache-2.0. */
package io.flowmend.remediation.kafka;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Ids of commands that the results topic has an answer to: what a node knows whose journal was lost. Any result of an id counts, so
 * only keys are read.
 */
public final class PastResults {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** @throws StartupFailure if the broker does not hand them over in time */
    public static Set<String> since(KafkaSettings kafka, Instant from) {
        var config = kafka.with(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var ends = seek(kafka, consumer, from);
            return read(consumer, ends);
        }
    }

    private static Map<TopicPartition, Long> seek(
            KafkaSettings kafka, KafkaConsumer<String, byte[]> consumer, Instant from) {
        var times = new HashMap<TopicPartition, Long>();
        consumer.partitionsFor(kafka.topic(Topics.RESULTS))
                .forEach(one -> times.put(new TopicPartition(one.topic(), one.partition()), from.toEpochMilli()));
        consumer.assign(times.keySet());
        var ends = new HashMap<>(consumer.endOffsets(times.keySet()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                ends.remove(partition); // nothing so young
                consumer.pause(Set.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
        return ends;
    }

    private static Set<String> read(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        var ids = new HashSet<String>();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - deadline > 0) {
                throw new StartupFailure("the broker did not hand over the results of the last commands in "
                        + PATIENCE.toSeconds() + " s");
            }
            consumer.poll(POLL).forEach(one -> ids.add(one.key()));
        }
        return ids;
    }

    private PastResults() {}
}

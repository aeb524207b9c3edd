/* Licensed under Apache-2.0. */
package io.flowmend.remediation.kafka;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.ResultStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What the results topic has of late commands: what a node knows whose journal was lost.
 *
 * @param seen commands with any result
 * @param ended those whose end was told
 */
public record PastResults(Set<String> seen, Set<String> ended) {

    public PastResults {
        seen = Set.copyOf(seen);
        ended = Set.copyOf(ended);
    }

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** @throws StartupFailure if the broker does not hand them over in time */
    public static PastResults since(KafkaSettings kafka, Instant from) {
        var config = kafka.with(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var ends = seek(kafka, consumer, from);
            return read(kafka, consumer, ends);
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

    private static PastResults read(
            KafkaSettings kafka, KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        var seen = new HashSet<String>();
        var ended = new HashSet<String>();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var values = Serdes.<RemediationResult>deserializer(kafka.registry(), RemediationResult.class)) {
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() - deadline > 0) {
                    throw new StartupFailure("the broker did not hand over the results of the last commands in "
                            + PATIENCE.toSeconds() + " s");
                }
                for (var one : consumer.poll(POLL)) {
                    seen.add(one.key());
                    if (isEnd(values, one)) {
                        ended.add(one.key());
                    }
                }
            }
        }
        return new PastResults(seen, ended);
    }

    /** What cannot be read says of no end: the command is then looked at and told of again. */
    static boolean isEnd(Deserializer<RemediationResult> values, ConsumerRecord<String, byte[]> one) {
        try {
            return one.value() != null
                    && values.deserialize(one.topic(), one.value()).getStatus() != ResultStatus.STARTED;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }
}

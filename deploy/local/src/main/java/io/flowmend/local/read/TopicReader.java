/* Licensed under Apache-2.0. */
package io.flowmend.local.read;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * One topic, committed records only, in no group. For one thread.
 *
 * <p>Values are bytes: who reads decides what a value that cannot be decoded means.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;

    /** @throws StartupFailure if the broker does not answer or the topic is not there */
    public TopicReader(KafkaSettings kafka, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis())),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        try {
            this.partitions = partitions(kafka);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (RuntimeException failed) {
            consumer.close();
            throw failed;
        }
    }

    public int partitionCount() {
        return partitions.size();
    }

    /** Hands on everything that was there when it was called and not handed on before. */
    public void toEnd(Consumer<ConsumerRecord<String, byte[]>> action) {
        var ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(action);
        }
    }

    /** Hands on what has come since, after waiting a moment. */
    public void more(Consumer<ConsumerRecord<String, byte[]>> action) {
        consumer.poll(POLL).forEach(action);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions(KafkaSettings kafka) {
        try {
            var found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                throw new StartupFailure("topic " + topic + " does not exist on "
                        + kafka.client().get("bootstrap.servers"));
            }
            return found.stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
        } catch (TimeoutException silent) {
            throw new StartupFailure("the broker " + kafka.client().get("bootstrap.servers") + " does not answer");
        }
    }
}

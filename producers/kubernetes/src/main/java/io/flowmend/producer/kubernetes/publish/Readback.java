/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.common.cli.StartupFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads topics from their beginning to the end that they had when it began. */
final class Readback {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Polls without any progress before it gives up. */
    private static final int PATIENCE = 150;

    /** Takes one record. */
    @FunctionalInterface
    interface Reader {
        void read(String topic, @Nullable String key, byte @Nullable [] value);
    }

    /** @param readers by topic */
    static void run(Consumer<String, byte[]> consumer, Map<String, Reader> readers) {
        var partitions = readers.keySet().stream()
                .flatMap(topic -> partitions(consumer, topic).stream())
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var idle = 0;
        while (!reached(consumer, ends)) {
            var records = consumer.poll(POLL);
            idle = records.isEmpty() ? idle + 1 : 0;
            if (idle > PATIENCE) {
                throw new StartupFailure(
                        "the topics " + String.join(", ", readers.keySet()) + " cannot be read back: no record for "
                                + POLL.multipliedBy(PATIENCE).toSeconds() + " s");
            }
            for (var record : records) {
                reader(readers, record.topic()).read(record.topic(), record.key(), record.value());
            }
        }
    }

    private static Reader reader(Map<String, Reader> readers, String topic) {
        var reader = readers.get(topic);
        if (reader == null) {
            throw new IllegalStateException("a record of a topic that was not asked for: " + topic);
        }
        return reader;
    }

    private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static boolean reached(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Readback() {}
}

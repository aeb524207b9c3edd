/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Every committed record of one topic from its beginning, as a subscriber sees them. Reads on a thread of its own. */
public final class TopicSeen<T extends SpecificRecord> implements AutoCloseable {

    private final List<T> records = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<String, T> consumer;
    private final Thread reader;
    private volatile boolean closed;

    private TopicSeen(KafkaSettings kafka, Topic topic, Class<T> type) {
        consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)),
                new StringDeserializer(),
                Serdes.deserializer(kafka.registry(), type));
        var name = kafka.topic(topic);
        consumer.assign(consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList());
        reader = Thread.ofPlatform().name("seen-" + name).start(this::read);
    }

    public static <T extends SpecificRecord> TopicSeen<T> of(KafkaSettings kafka, Topic topic, Class<T> type) {
        return new TopicSeen<>(kafka, topic, type);
    }

    /** In the order of each partition. */
    public List<T> all() {
        return List.copyOf(records);
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> records.add(record.value()));
            }
        }
    }
}

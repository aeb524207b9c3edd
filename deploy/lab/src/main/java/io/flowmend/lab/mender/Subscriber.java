/* Licensed under Apache-2.0. */
package io.flowmend.lab.mender;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what Flowmend says, committed only, and notes when it could be read. On a thread of its own.
 *
 * <p>Everything is kept: a lab is short.
 */
public final class Subscriber implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final List<Topic> SAID = List.of(Topics.FINDINGS, Topics.DECISIONS, Topics.COMMANDS, Topics.RESULTS);

    private final List<Said> all = new ArrayList<>();
    private final KafkaConsumer<String, SpecificRecord> consumer;
    private final Thread reader;
    private volatile boolean closed;

    private Subscriber(KafkaConsumer<String, SpecificRecord> consumer) {
        this.consumer = consumer;
        this.reader = Thread.ofPlatform().daemon().name("lab-subscriber").start(this::read);
    }

    /**
     * One record.
     *
     * @param readableAt when it was handed to a subscriber
     */
    public record Said(String topic, int partition, long offset, Instant readableAt, SpecificRecord value) {

        /** Where it is, as kcat and others name it. */
        public String place() {
            return topic + "-" + partition + "@" + offset;
        }
    }

    static Subscriber from(KafkaSettings kafka) {
        var consumer = new KafkaConsumer<String, SpecificRecord>(
                kafka.with(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        1,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false)),
                new StringDeserializer(),
                Serdes.deserializer(kafka.registry(), SpecificRecord.class));
        var partitions = SAID.stream()
                .flatMap(topic -> consumer.partitionsFor(kafka.topic(topic)).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new Subscriber(consumer);
    }

    /** All so far, in the order in which they could be read. */
    public List<Said> all() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (var record : consumer.poll(POLL)) {
                    note(record);
                }
            }
        } catch (WakeupException asked) {
            // closed
        }
    }

    private void note(ConsumerRecord<String, SpecificRecord> record) {
        var value = record.value();
        if (value != null) {
            synchronized (all) {
                all.add(new Said(record.topic(), record.partition(), record.offset(), Instant.now(), value));
            }
        }
    }
}

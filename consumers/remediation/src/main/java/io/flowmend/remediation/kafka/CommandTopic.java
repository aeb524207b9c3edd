/* Licensed under Apache-2.0. */
package io.flowmend.remediation.kafka;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.kafka.RecordReader;
import io.flowmend.remediation.codec.Orders;
import io.flowmend.remediation.codec.Samples;
import io.flowmend.remediation.order.Order;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.RemediationCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Commands of this node: its one partition, without a group, from now minus the longest life of a command. What is older has expired;
 * what was had before is in the journal. A record of another key in the same partition is another node's and is not even decoded.
 */
public final class CommandTopic implements AutoCloseable {

    private final Consumer<String, byte[]> consumer;
    private final Deserializer<RemediationCommand> values;
    private final RecordReader<Order> reader;
    private final Runnable unreadable;

    CommandTopic(
            Consumer<String, byte[]> consumer,
            Deserializer<RemediationCommand> values,
            String key,
            Runnable unreadable) {
        this.consumer = consumer;
        this.values = values;
        this.reader = new RecordReader<>(
                consumer,
                record -> key.equals(record.key()) && record.value() != null,
                record -> Orders.of(values.deserialize(record.topic(), record.value())),
                System::nanoTime);
        this.unreadable = unreadable;
    }

    /**
     * @param key {@code cluster/node}
     * @param partitions of the topic, as the broker has it
     * @param from beginning of what may still be alive
     */
    public static CommandTopic connect(
            KafkaSettings kafka, String key, int partitions, Instant from, Runnable unreadable) {
        var config = kafka.with(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                // One command is answered at once, not when a batch has come together.
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                100));
        var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        var partition = new TopicPartition(kafka.topic(Topics.COMMANDS), partition(key, partitions));
        consumer.assign(List.of(partition));
        var found =
                consumer.offsetsForTimes(Map.of(partition, from.toEpochMilli())).get(partition);
        if (found == null) {
            consumer.seekToEnd(List.of(partition));
            consumer.position(partition); // now, not at the first poll: what is written meanwhile must be read
        } else {
            consumer.seek(partition, found.offset());
        }
        var values = Serdes.deserializer(kafka.registry(), RemediationCommand.class);
        FirstTime.of(() -> readOne(kafka, values));
        return new CommandTopic(consumer, values, key, unreadable);
    }

    private static void readOne(KafkaSettings kafka, Deserializer<RemediationCommand> values) {
        var topic = kafka.topic(Topics.COMMANDS);
        try (var writer = Serdes.<RemediationCommand>serializer(kafka.registry())) {
            values.deserialize(topic, writer.serialize(topic, Samples.command()));
        }
    }

    /** Where Kafka's default partitioner puts a record of this key. */
    static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** Hands over what there is, after waiting at most so long for a first. */
    public void poll(Duration atMost, java.util.function.Consumer<Order> each) {
        reader.poll(atMost, new RecordReader.Taker<>() {
            @Override
            public void take(ConsumerRecord<String, byte[]> from, Order order) {
                each.accept(order);
            }

            @Override
            public void passedOver(ConsumerRecord<String, byte[]> broken) {
                unreadable.run();
            }
        });
    }

    @Override
    public void close() {
        consumer.close();
        values.close();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of states, from its beginning and for ever: every node needs every service and every pod's addresses, so there
 * is no group and no offset to keep. A record that cannot be read is the topology's to dead-letter; here it is passed over.
 */
public final class StateFeed<R extends SpecificRecord> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final Deserializer<R> values;
    private final RecordReader<Optional<R>> reader;
    private final RecordReader.Taker<Optional<R>> told;
    private final Taker<R> taker;
    private final Map<TopicPartition, Long> ends;
    private boolean complete;

    /** Who is told. */
    public interface Taker<R> {
        /** @param state null if the object is gone and its last state was told before */
        void take(int partition, String key, @Nullable R state);

        /** All that was there before the feed connected has been told. */
        void completed();

        /** A record of this key could not be read: what it said is not known. */
        void skipped(String key);
    }

    StateFeed(
            Consumer<String, byte[]> consumer,
            String cluster,
            Deserializer<R> values,
            Taker<R> taker,
            Map<TopicPartition, Long> ends) {
        var keys = cluster + "/";
        this.consumer = consumer;
        this.values = values;
        this.reader = new RecordReader<>(
                consumer,
                record -> record.key() != null && record.key().startsWith(keys),
                record -> Optional.ofNullable(record.value()).map(bytes -> values.deserialize(record.topic(), bytes)),
                System::nanoTime);
        this.told = new Told<>(taker);
        this.taker = taker;
        this.ends = Map.copyOf(ends);
    }

    public static <R extends SpecificRecord> StateFeed<R> connect(
            KafkaSettings kafka, Topic topic, Class<R> type, Taker<R> taker) {
        var config = kafka.with(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(kafka.topic(topic)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var values = Serdes.<R>deserializer(kafka.registry(), type);
        return new StateFeed<>(consumer, kafka.cluster(), values, taker, consumer.endOffsets(partitions));
    }

    /** One turn of the loop of the thread that reads. */
    public void turn() {
        reader.poll(POLL, told);
        if (!complete && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            complete = true;
            taker.completed();
        }
    }

    @Override
    public void close() {
        consumer.close();
        values.close();
    }

    private record Told<R extends SpecificRecord>(Taker<R> taker) implements RecordReader.Taker<Optional<R>> {

        @Override
        public void take(ConsumerRecord<String, byte[]> from, Optional<R> state) {
            taker.take(from.partition(), from.key(), state.orElse(null));
        }

        @Override
        public void passedOver(ConsumerRecord<String, byte[]> unreadable) {
            taker.skipped(unreadable.key());
        }
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import io.flowmend.common.observe.LogKeys;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import java.time.Duration;
import java.util.Map;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic of states, from its beginning and for ever: every node needs every service and every pod's addresses, so there
 * is no group and no offset to keep. A record that cannot be read is the topology's to dead-letter; here it is passed over.
 */
public final class StateFeed<R extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final Rereading rereading;
    private final Deserializer<R> values;
    private final Taker<R> taker;
    private final String keys;
    private final Map<TopicPartition, Long> ends;
    private boolean complete;
    private boolean warned;

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
            Rereading rereading,
            String cluster,
            Deserializer<R> values,
            Taker<R> taker,
            Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.rereading = rereading;
        this.values = values;
        this.taker = taker;
        this.keys = cluster + "/";
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
        return new StateFeed<>(
                consumer,
                new Rereading(consumer, System::nanoTime),
                kafka.cluster(),
                values,
                taker,
                consumer.endOffsets(partitions));
    }

    /** One turn of the loop of the thread that reads. */
    public void turn() {
        rereading.resume();
        var read = consumer.poll(POLL);
        for (var partition : read.partitions()) {
            for (var one : read.records(partition)) {
                if (!take(one)) {
                    break;
                }
            }
        }
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

    /** @return false if it has to be read again: not the record is at fault but the way to the registry */
    private boolean take(ConsumerRecord<String, byte[]> read) {
        var key = read.key();
        if (key == null || !key.startsWith(keys)) {
            return true;
        }
        R state;
        try {
            state = read.value() == null ? null : values.deserialize(read.topic(), read.value());
        } catch (RuntimeException thrown) {
            var failure = new ReadFailure(thrown);
            if (failure.isTheRegistrys()) {
                rereading.again(read, failure);
                return false;
            }
            skip(read, failure);
            return true;
        }
        taker.take(read.partition(), key, state);
        return true;
    }

    private void skip(ConsumerRecord<String, byte[]> read, ReadFailure failure) {
        taker.skipped(read.key());
        var log = warned ? LOG.atDebug() : LOG.atWarn();
        warned = true;
        log.addKeyValue(LogKeys.TOPIC, read.topic())
                .addKeyValue(LogKeys.PARTITION, read.partition())
                .addKeyValue(LogKeys.OFFSET, read.offset())
                .addKeyValue(LogKeys.REASON, failure.reason())
                .log("A record cannot be read and is passed over");
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.publish;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.producer.node.codec.ServiceClaims;
import io.flowmend.producer.node.watch.AddressInbox;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ServiceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services topic, from its beginning and for ever: every agent needs every service, so there is no group and no
 * offset to keep. A record that cannot be read is the topology's to dead-letter; here it is counted and passed over.
 */
public final class ServiceFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<ServiceRecord> values;
    private final List<AddressInbox> inboxes;
    private final PublishMetrics metrics;
    private final String keys;
    private final Map<TopicPartition, Long> ends;
    private boolean complete;
    private boolean warned;

    private ServiceFeed(
            KafkaConsumer<String, byte[]> consumer,
            KafkaSettings kafka,
            List<AddressInbox> inboxes,
            PublishMetrics metrics,
            Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.values = Serdes.deserializer(kafka.registry(), ServiceRecord.class);
        this.inboxes = List.copyOf(inboxes);
        this.metrics = metrics;
        this.keys = kafka.cluster() + "/";
        this.ends = Map.copyOf(ends);
    }

    public static ServiceFeed connect(KafkaSettings kafka, List<AddressInbox> inboxes, PublishMetrics metrics) {
        var config = kafka.with(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(kafka.topic(Topics.SERVICES)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new ServiceFeed(consumer, kafka, inboxes, metrics, consumer.endOffsets(partitions));
    }

    /** One turn of the loop of the thread that reads. */
    public void turn() {
        var read = consumer.poll(POLL);
        for (var partition : read.partitions()) {
            for (var one : read.records(partition)) {
                if (!take(one)) {
                    consumer.seek(partition, one.offset());
                    break;
                }
            }
        }
        if (!complete && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            complete = true;
            inboxes.forEach(AddressInbox::completed);
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
        try {
            var service = read.value() == null ? null : values.deserialize(read.topic(), read.value());
            ServiceClaims.of(service)
                    .map(addresses -> new AddressInbox.Claim(key, addresses))
                    .ifPresent(claim -> inboxes.forEach(inbox -> inbox.put(claim)));
        } catch (SerializationException unreadable) {
            if (unreadable.getCause() instanceof IOException) {
                return false;
            }
            skip(read, unreadable);
        }
        return true;
    }

    private void skip(ConsumerRecord<String, byte[]> read, SerializationException unreadable) {
        metrics.serviceSkipped();
        var log = warned ? LOG.atDebug() : LOG.atWarn();
        warned = true;
        log.addKeyValue(LogKeys.TOPIC, read.topic())
                .addKeyValue(LogKeys.PARTITION, read.partition())
                .addKeyValue(LogKeys.OFFSET, read.offset())
                .addKeyValue(LogKeys.REASON, unreadable.getMessage())
                .log("A service record cannot be read and is passed over");
    }
}

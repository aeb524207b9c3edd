/* Licensed under Apache-2.0. */
package io.flowmend.remediation.kafka;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.remediation.codec.PodHoldings;
import io.flowmend.remediation.owner.Holding;
import io.flowmend.remediation.owner.PodView;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.PodRecord;
import java.io.IOException;
import java.time.Duration;
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

/** The pods topic, from its beginning and for ever, into a view. Of a pod whose record cannot be
 * read nothing is concluded. */
public final class PodTopic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PodTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<PodRecord> values;
    private final PodView view;
    private final String cluster;
    private final Map<TopicPartition, Long> ends;
    private boolean complete;

    private PodTopic(
            KafkaConsumer<String, byte[]> consumer, KafkaSettings kafka, PodView view, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.values = Serdes.deserializer(kafka.registry(), PodRecord.class);
        this.view = view;
        this.cluster = kafka.cluster() + "/";
        this.ends = Map.copyOf(ends);
    }

    public static PodTopic connect(KafkaSettings kafka, PodView view) {
        var config = kafka.with(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(kafka.topic(Topics.PODS)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new PodTopic(consumer, kafka, view, consumer.endOffsets(partitions));
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
            view.completed();
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
        if (key == null || !key.startsWith(cluster)) {
            return true;
        }
        if (read.value() == null) {
            view.apply(new Holding.Ended(key.substring(key.lastIndexOf('/') + 1)));
            return true;
        }
        try {
            apply(read.partition(), values.deserialize(read.topic(), read.value()));
        } catch (SerializationException unreadable) {
            if (unreadable.getCause() instanceof IOException) {
                return false;
            }
            skip(read, unreadable);
        }
        return true;
    }

    private void apply(int partition, PodRecord record) {
        PodHoldings.of(record).ifPresent(view::apply);
        if (record.getMark() != null) {
            view.marked(partition, record.getMark().getWatermark());
        }
    }

    /** What it said of a pod is not known: that pod may own what others are told to be free of. */
    private void skip(ConsumerRecord<String, byte[]> read, SerializationException unreadable) {
        view.doubtful(read.key().substring(read.key().lastIndexOf('/') + 1));
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, read.topic())
                .addKeyValue(LogKeys.PARTITION, read.partition())
                .addKeyValue(LogKeys.OFFSET, read.offset())
                .addKeyValue(LogKeys.REASON, unreadable.getMessage())
                .log("A pod record cannot be read; nothing is concluded about that pod until its next record");
    }
}

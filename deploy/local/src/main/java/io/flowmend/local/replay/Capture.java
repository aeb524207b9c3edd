/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.read.TopicReader;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records what the input topics of a platform hold now. Give it the kafka settings of the platform. */
public record Capture(KafkaSettings kafka) {

    /** @throws IllegalStateException at a value that cannot be decoded: a recording holds the contract's records only */
    public Recording take() {
        return take(inputs());
    }

    /** @param topics inputs, of which the recording is to be */
    public Recording take(List<Topic> topics) {
        var partitions = new HashMap<String, Integer>();
        var records = new ArrayList<RecordedRecord>();
        try (var avro = new KafkaAvroDeserializer()) {
            avro.configure(new HashMap<>(kafka.registry()), false);
            for (var topic : topics) {
                try (var reader = new TopicReader(kafka, kafka.topic(topic))) {
                    partitions.put(topic.suffix(), reader.partitionCount());
                    reader.toEnd(record -> records.add(recorded(topic, record, avro)));
                }
            }
        }
        return new Recording(partitions, records);
    }

    /** What a topology reads. */
    public static List<Topic> inputs() {
        return Topics.all().stream()
                .filter(topic -> topic.role() == Topic.Role.INPUT)
                .toList();
    }

    private static RecordedRecord recorded(
            Topic topic, ConsumerRecord<String, byte[]> record, KafkaAvroDeserializer avro) {
        return new RecordedRecord(
                topic.suffix(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                headers(record),
                value(topic, record, avro));
    }

    private static @Nullable GenericRecord value(
            Topic topic, ConsumerRecord<String, byte[]> record, KafkaAvroDeserializer avro) {
        if (record.value() == null) {
            return null;
        }
        if (avro.deserialize(record.topic(), record.value(), topic.value()) instanceof GenericRecord value) {
            return value;
        }
        throw new IllegalStateException(
                record.topic() + "-" + record.partition() + "@" + record.offset() + " holds no Avro record");
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return headers;
    }
}

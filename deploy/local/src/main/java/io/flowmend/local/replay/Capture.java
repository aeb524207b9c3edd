/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.read.TopicReader;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.streams.failure.Decoded;
import io.flowmend.streams.failure.Decoder;
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

    /**
     * What there was. A recording holds the contract's records only: a value that cannot be decoded is left out, as a
     * topology leaves it out.
     *
     * @param leftOut topic-partition@offset of each such value, and why
     */
    public record Taken(Recording recording, List<String> leftOut) {

        public Taken {
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * @param topics inputs, of which the recording is to be
     * @throws RuntimeException if the registry cannot be asked
     */
    public Taken take(List<Topic> topics) {
        var partitions = new HashMap<String, Integer>();
        var records = new ArrayList<RecordedRecord>();
        var leftOut = new ArrayList<String>();
        try (var avro = new KafkaAvroDeserializer()) {
            avro.configure(new HashMap<>(kafka.registry()), false);
            for (var topic : topics) {
                var values = decoder(topic, avro);
                try (var reader = new TopicReader(kafka, kafka.topic(topic))) {
                    partitions.put(topic.suffix(), reader.partitionCount());
                    reader.toEnd(record -> {
                        if (record.value() == null) {
                            records.add(recorded(topic, record, null));
                            return;
                        }
                        switch (values.read(record.topic(), record.value())) {
                            case Decoded.Value(var value) -> records.add(recorded(topic, record, value));
                            case Decoded.Unreadable(var why) -> leftOut.add(place(record) + ": " + why);
                        }
                    });
                }
            }
        }
        return new Taken(new Recording(partitions, records), leftOut);
    }

    /** What a topology reads. */
    public static List<Topic> inputs() {
        return Topics.all().stream()
                .filter(topic -> topic.role() == Topic.Role.INPUT)
                .toList();
    }

    private static Decoder<GenericRecord> decoder(Topic topic, KafkaAvroDeserializer avro) {
        return new Decoder<>((name, bytes) -> (GenericRecord) avro.deserialize(name, bytes, topic.value()));
    }

    private static RecordedRecord recorded(
            Topic topic, ConsumerRecord<String, byte[]> record, @Nullable GenericRecord value) {
        return new RecordedRecord(
                topic.suffix(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                headers(record),
                value);
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
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

/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.read.TopicReader;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Values of one topic, decoded, without tombstones. */
public final class RecordReader<T extends SpecificRecord> implements AutoCloseable {

    private final TopicReader reader;
    private final Deserializer<T> avro;

    public RecordReader(KafkaSettings kafka, Topic topic, Class<T> type) {
        this.reader = new TopicReader(kafka, kafka.topic(topic));
        this.avro = Serdes.deserializer(kafka.registry(), type);
    }

    /** All that is there now and was not read before. */
    public List<T> toEnd() {
        var found = new ArrayList<T>();
        reader.toEnd(record -> {
            if (record.value() != null) {
                found.add(avro.deserialize(record.topic(), record.value()));
            }
        });
        return found;
    }

    @Override
    public void close() {
        reader.close();
        avro.close();
    }
}

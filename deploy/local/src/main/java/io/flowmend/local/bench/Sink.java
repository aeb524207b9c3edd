/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the input topics, in order. For one thread. */
final class Sink implements AutoCloseable {

    private final KafkaSettings kafka;
    private final Serializer<SpecificRecord> values;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
    private long written;

    Sink(KafkaSettings kafka) {
        this.kafka = kafka;
        this.values = Serdes.serializer(kafka.registry());
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 1 << 17)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void write(Topic topic, String key, SpecificRecord value, Instant at) {
        write(topic, Optional.empty(), key, value, at);
    }

    void write(Topic topic, int partition, String key, SpecificRecord value, Instant at) {
        write(topic, Optional.of(partition), key, value, at);
    }

    /** @return records written, all of them acknowledged */
    long flush() {
        producer.flush();
        var failure = refused.get();
        if (failure != null) {
            throw new IllegalStateException("the broker refused a record", failure);
        }
        return written;
    }

    @Override
    public void close() {
        producer.close();
        values.close();
    }

    @SuppressWarnings({"FutureReturnValueIgnored", "NullAway"}) // the callback keeps a failure; null is any partition
    private void write(Topic topic, Optional<Integer> partition, String key, SpecificRecord value, Instant at) {
        written++;
        var name = kafka.topic(topic);
        producer.send(
                new ProducerRecord<>(
                        name, partition.orElse(null), at.toEpochMilli(), key, values.serialize(name, value)),
                (metadata, failure) -> {
                    if (failure != null) {
                        refused.compareAndSet(null, failure);
                    }
                });
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Serdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes facts in order and waits for a broker that is away, as producers do that hold what they saw. */
final class PatientWriter implements AutoCloseable {

    private final KafkaSettings kafka;
    private final KafkaProducer<String, SpecificRecord> producer;

    PatientWriter(KafkaSettings kafka) {
        this.kafka = kafka;
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of(
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.MAX_VALUE,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200,
                        ProducerConfig.LINGER_MS_CONFIG, 0)),
                new StringSerializer(),
                Serdes.<SpecificRecord>serializer(kafka.registry()));
    }

    /** Returns when all of them are acknowledged. */
    void write(List<Incidents.Fact> facts) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = facts.stream()
                .map(fact -> producer.send(new ProducerRecord<>(
                        kafka.topic(fact.topic()),
                        fact.partition().orElse(null),
                        fact.at().toEpochMilli(),
                        fact.key(),
                        fact.value())))
                .toList();
        for (var one : sent) {
            one.get();
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.flowmend.common.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Plays a plan into a platform. Only ever give it a private one, made with {@code TopicSetup.keepEverything}: played into a
 * live one, old facts would mix with new ones.
 *
 * <p>One idempotent producer sends everything, so the order within each partition is that of the plan.
 */
public record Replayer(KafkaSettings kafka) {

    /** Returns when the broker has acknowledged every record. */
    public void play(List<Play> plays, Pace pace) throws InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        try (var producer = producer()) {
            for (var play : plays) {
                pace.await(play.at());
                sent.add(producer.send(record(play)));
            }
            for (var one : sent) {
                one.get();
            }
        } catch (ExecutionException refused) {
            throw new KafkaException("a record of the replay was not taken", refused.getCause());
        }
    }

    private KafkaProducer<String, Object> producer() {
        var serializer = new KafkaAvroSerializer();
        var registry = new HashMap<String, Object>(kafka.registry());
        registry.put("auto.register.schemas", false);
        registry.put("avro.remove.java.properties", true);
        serializer.configure(registry, false);
        var config = kafka.producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 1));
        return new KafkaProducer<>(config, new StringSerializer(), serializer);
    }

    private ProducerRecord<String, Object> record(Play play) {
        var record = new ProducerRecord<String, Object>(
                kafka.topic(play.topic()),
                play.partition().orElse(null),
                play.timestamp().toEpochMilli(),
                play.key().orElse(null),
                play.value().orElse(null));
        play.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Serdes;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The real ones. What the order of records rests on is not left to the settings.
 *
 * @param id of this life, seen in the broker's quotas and logs
 */
public record KafkaClients(KafkaSettings settings, String id) implements Clients {

    @Override
    public Producer<String, SpecificRecord> producer() {
        var config = settings.producer(Map.of(ProducerConfig.CLIENT_ID_CONFIG, "flowmend-kubernetes-" + id));
        return new KafkaProducer<>(config, new StringSerializer(), Serdes.serializer(settings.registry()));
    }

    @Override
    public Consumer<String, byte[]> consumer() {
        var config = settings.with(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG, "flowmend-kubernetes-start-" + id,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public <R extends SpecificRecord> Deserializer<R> deserializer(Class<R> type) {
        return Serdes.deserializer(settings.registry(), type);
    }
}

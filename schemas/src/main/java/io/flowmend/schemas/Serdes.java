/* Licensed under Apache-2.0. */
package io.flowmend.schemas;

import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Values in Confluent's wire format, through Confluent's own serializers.
 *
 * <p>They never register a schema: that is {@link Registration}'s, so that a process with an unreleased schema fails
 * instead of changing the contract of a running cluster.
 */
public final class Serdes {

    /** @param registry settings of the registry client; {@code schema.registry.url} is required */
    public static <T extends SpecificRecord> Serializer<T> serializer(Map<String, String> registry) {
        var avro = new KafkaAvroSerializer();
        avro.configure(config(registry), false);
        return new Serializer<>() {
            @Override
            public byte @Nullable [] serialize(String topic, @Nullable T value) {
                return avro.serialize(topic, value);
            }

            @Override
            public void close() {
                avro.close();
            }
        };
    }

    /**
     * The deserializer throws {@link org.apache.kafka.common.errors.SerializationException} for what it cannot read,
     * and for a record of another type than {@code type}.
     */
    public static <T extends SpecificRecord> Deserializer<T> deserializer(Map<String, String> registry, Class<T> type) {
        var avro = new KafkaAvroDeserializer();
        avro.configure(config(registry), false);
        return new TypedDeserializer<>(avro, type);
    }

    private static Map<String, Object> config(Map<String, String> registry) {
        var config = new HashMap<String, Object>(registry);
        config.put(AbstractKafkaSchemaSerDeConfig.AUTO_REGISTER_SCHEMAS, false);
        config.put(KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG, true);
        config.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
        return config;
    }

    private Serdes() {}
}

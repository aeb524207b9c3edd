/* Licensed under Apache-2.0. */
package io.flowmend.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Confluent's deserializer answers with whatever class the writer's schema names; this one holds it to one. */
record TypedDeserializer<T>(Deserializer<Object> avro, Class<T> type) implements Deserializer<T> {

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: a tombstone stays null
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        var value = decoded(topic, data);
        if (!type.isInstance(value)) {
            throw new SerializationException("value of " + topic + " is "
                    + (value == null ? "empty" : value.getClass().getName()) + ", allowed is " + type.getName());
        }
        return type.cast(value);
    }

    /** A length in a value is a mere claim, for which Avro takes memory at once: ten bytes must not end a process. */
    private @Nullable Object decoded(String topic, byte[] data) {
        try {
            return avro.deserialize(topic, data);
        } catch (OutOfMemoryError claimed) {
            throw new SerializationException("value of " + topic + " claims more than fits into memory", claimed);
        }
    }

    @Override
    public void close() {
        avro.close();
    }
}

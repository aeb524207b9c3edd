/* Licensed under Apache-2.0. */
package io.flowmend.streams.failure;

import io.flowmend.common.kafka.ReadFailure;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads values and tells a record's fault, which is dead-lettered, from the registry's, which stops the process. */
public final class Decoder<T> {

    private final Deserializer<T> deserializer;

    public Decoder(Deserializer<T> deserializer) {
        this.deserializer = deserializer;
    }

    /** @throws RuntimeException what the deserializer threw, if the registry cannot be asked: the record may be sound */
    public Decoded<T> read(String topic, byte[] bytes) {
        try {
            return new Decoded.Value<>(deserializer.deserialize(topic, bytes));
        } catch (RuntimeException thrown) {
            var failure = new ReadFailure(thrown);
            if (failure.isTheRegistrys()) {
                throw thrown;
            }
            return new Decoded.Unreadable<>(failure.reason());
        }
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.failure;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads values and tells a record's fault from the world's: poison is an allow-list, all else stops the process. */
public final class Decoder<T> {

    private static final int SERVER_ERROR = 500;

    private final Deserializer<T> deserializer;

    public Decoder(Deserializer<T> deserializer) {
        this.deserializer = deserializer;
    }

    /** @throws SerializationException if the registry cannot be asked: the record may be sound */
    public Decoded<T> read(String topic, byte[] bytes) {
        try {
            return new Decoded.Value<>(deserializer.deserialize(topic, bytes));
        } catch (SerializationException failure) {
            if (isTheWorlds(failure)) {
                throw failure;
            }
            return new Decoded.Unreadable<>(reason(failure));
        } catch (AvroRuntimeException | IndexOutOfBoundsException | ClassCastException poison) {
            return new Decoded.Unreadable<>(reason(poison));
        }
    }

    private static boolean isTheWorlds(Throwable failure) {
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            switch (cause) {
                case RestClientException answered -> {
                    return answered.getStatus() >= SERVER_ERROR;
                }
                case java.io.EOFException _ -> {
                    return false;
                }
                case IOException _ -> {
                    return true;
                }
                default -> {
                    // look further down
                }
            }
        }
        return false;
    }

    private static String reason(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var message = String.valueOf(failure.getMessage());
        return failure.getCause() == null ? message : message + ": " + root.getMessage();
    }
}

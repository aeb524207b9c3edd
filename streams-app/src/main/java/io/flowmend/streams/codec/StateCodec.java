/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/** Avro single-object encoding: the writer's schema is named by its fingerprint, so stored state can evolve. */
public record StateCodec<T>(BinaryMessageEncoder<T> encoder, BinaryMessageDecoder<T> decoder) {

    public byte[] write(T value) {
        try {
            var buffer = encoder.encode(value);
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public T read(byte[] bytes) {
        try {
            return decoder.decode(ByteBuffer.wrap(bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException("state cannot be read", broken);
        }
    }
}

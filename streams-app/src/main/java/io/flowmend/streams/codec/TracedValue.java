/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.failure.Decoded;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.state.Traced;
import java.nio.ByteBuffer;

/**
 * An input value as it was, with the place where it stood.
 *
 * @param key of the record
 */
public record TracedValue(RecordRef record, String key, byte[] value) {

    private static final StateCodec<Traced> CODEC = new StateCodec<>(Traced.getEncoder(), Traced.getDecoder());

    public byte[] bytes() {
        return CODEC.write(new Traced(Refs.ref(record), key, ByteBuffer.wrap(value)));
    }

    public static TracedValue read(byte[] bytes) {
        var traced = CODEC.read(bytes);
        return new TracedValue(Refs.record(traced.getRef()), traced.getKey(), Edges.payload(traced.getValue()));
    }

    /** The value, which was sound when it was taken in. */
    public <T> T decoded(Decoder<T> decoder) {
        return switch (decoder.read(record.topic(), value)) {
            case Decoded.Value<T>(var sound) -> sound;
            case Decoded.Unreadable<T>(var reason) ->
                throw new IllegalStateException("a value that was read once no longer is: " + reason);
        };
    }
}

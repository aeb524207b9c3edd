/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.common.kafka.ReadFailure;
import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.change.Tracker;
import io.flowmend.producer.kubernetes.publish.Codec.Restored;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** What one topic told about earlier lives. */
final class Memory<F extends Facts> {

    private final Tracker<F> tracker = new Tracker<>();
    private final Restorer<F> restorer;
    private final String prefix;
    private @Nullable Instant watermark;
    private Instant latest = Instant.EPOCH;
    private int unreadable;

    /** From bytes to what they tell. */
    private interface Restorer<F extends Facts> {
        Restored<F> restore(String topic, byte[] value);
    }

    private Memory(String cluster, Restorer<F> restorer) {
        this.prefix = cluster + "/";
        this.restorer = restorer;
    }

    static <F extends Facts, R extends SpecificRecord> Memory<F> of(
            Codec<F, R> codec, String cluster, Deserializer<R> deserializer) {
        return new Memory<>(cluster, (topic, value) -> codec.restore(deserializer.deserialize(topic, value)));
    }

    Tracker<F> tracker() {
        return tracker;
    }

    Optional<Instant> watermark() {
        return Optional.ofNullable(watermark);
    }

    Instant latest() {
        return latest;
    }

    int unreadable() {
        return unreadable;
    }

    /** Records of one key come in their order. Another cluster's records in the same topic are not ours. */
    void remember(String topic, @Nullable String key, byte @Nullable [] value) {
        if (key == null || !key.startsWith(prefix)) {
            return;
        }
        if (value == null) {
            tracker.forget(key.substring(prefix.length()));
            return;
        }
        Restored<F> restored;
        try {
            restored = restorer.restore(topic, value);
        } catch (RuntimeException foreign) {
            // To skip records because the registry is away would forget objects whose end must be told.
            if (new ReadFailure(foreign).isTheRegistrys()) {
                throw foreign;
            }
            // Not written by us: the first list publishes the object anew if it is one.
            unreadable++;
            return;
        }
        remember(restored);
    }

    private void remember(Restored<F> restored) {
        restored.state().ifPresent(state -> tracker.restore(state, restored.deleted()));
        restored.watermark()
                .filter(seen -> watermark == null || seen.isAfter(watermark))
                .ifPresent(seen -> watermark = seen);
        latest = restored.latest().isAfter(latest) ? restored.latest() : latest;
    }
}

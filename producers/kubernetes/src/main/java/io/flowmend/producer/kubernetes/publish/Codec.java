/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.Observed;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.origin.ApiOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Between the facts of one type and its Avro record. */
public interface Codec<F extends Facts, R extends SpecificRecord> {

    Kind kind();

    Topic topic();

    Class<R> type();

    R record(Envelope envelope, @Nullable F facts, @Nullable ApiMark mark);

    Restored<F> restore(R record);

    /** The fields that all four records share. */
    record Envelope(ApiOrigin origin, Instant eventTime, boolean clamped, boolean deleted, List<String> changed) {}

    /**
     * What a record of the topic tells the next life.
     *
     * @param state empty in a mark
     * @param latest the latest time in it
     */
    record Restored<F extends Facts>(
            Optional<Observed<F>> state, boolean deleted, Optional<Instant> watermark, Instant latest) {

        static <F extends Facts> Restored<F> of(
                ApiOrigin origin, Instant eventTime, boolean deleted, @Nullable F facts, @Nullable ApiMark mark) {
            var latest = later(origin.getObservedAt(), eventTime);
            return new Restored<>(
                    Optional.ofNullable(facts).map(known -> new Observed<>(known, origin.getResourceVersion())),
                    deleted,
                    Optional.ofNullable(mark).map(ApiMark::getWatermark),
                    mark == null ? latest : later(latest, mark.getReturnedAt()));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /** The record of a state; its facts are of this codec's type, because its tracker made them. */
    @SuppressWarnings("unchecked")
    default R state(Envelope envelope, Publication.State state) {
        return record(envelope, (F) state.facts(), null);
    }
}

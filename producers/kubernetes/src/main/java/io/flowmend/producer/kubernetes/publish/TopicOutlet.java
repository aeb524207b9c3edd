/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.health.KubernetesMetrics;
import io.flowmend.producer.kubernetes.health.Progress;
import io.flowmend.producer.kubernetes.mark.Mark;
import io.flowmend.producer.kubernetes.publish.Codec.Envelope;
import io.flowmend.producer.kubernetes.watch.Outlet;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.origin.ApiOrigin;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** One type's way into its topic. Its watch's thread is the only one that calls it. */
final class TopicOutlet<F extends Facts, R extends SpecificRecord> implements Outlet {

    /** What every outlet shares. */
    record Surroundings(
            String cluster,
            InstantSource wallClock,
            Progress progress,
            KubernetesMetrics metrics,
            StatusOutlet status) {}

    private final Codec<F, R> codec;
    private final String topic;
    private final Sender sender;
    private final Surroundings around;
    private final Kind kind;
    private @Nullable Instant watermark;

    /** @param watermark the last one in the topic, behind which no event time may be */
    TopicOutlet(Codec<F, R> codec, String topic, Sender sender, Surroundings around, Optional<Instant> watermark) {
        this.codec = codec;
        this.topic = topic;
        this.sender = sender;
        this.around = around;
        this.kind = codec.kind();
        this.watermark = watermark.orElse(null);
    }

    @Override
    public void publish(List<Publication> publications) {
        publications.forEach(this::publish);
    }

    private void publish(Publication publication) {
        var eventTime = eventTime(publication.observedAt());
        var time = time(eventTime);
        var value = switch (publication) {
            case Publication.State state -> codec.state(envelope(state, eventTime, time), state);
            case Publication.Tombstone end -> null;
        };
        send(null, around.cluster() + "/" + publication.path(), time, value);
        around.metrics().published(kind, publication);
    }

    @Override
    public void mark(Mark mark) {
        sender.awaitAll();
        watermark = mark.watermark();
        var time = time(mark.watermark());
        var origin = origin("", "", mark.returnedAt(), false);
        var envelope = new Envelope(origin, mark.watermark(), time.clamped(), false, List.of());
        var value = codec.record(envelope, null, avro(mark));
        var partitions = sender.partitions(topic);
        for (var partition = 0; partition < partitions; partition++) {
            send(partition, around.cluster() + "/_mark/" + partition, time, value);
        }
        sender.awaitAll();
        around.progress().marked(kind);
        around.metrics().marked(kind, mark);
        around.status().moved(kind, mark);
    }

    private Envelope envelope(Publication.State state, Instant eventTime, RecordTime time) {
        var origin =
                origin(state.facts().identity().uid(), state.resourceVersion(), state.observedAt(), state.relisted());
        return new Envelope(origin, eventTime, time.clamped(), state.deleted(), state.changed());
    }

    private ApiOrigin origin(String uid, String resourceVersion, Instant observedAt, boolean relisted) {
        return new ApiOrigin(around.cluster(), kind.apiName(), uid, resourceVersion, observedAt, relisted);
    }

    private static ApiMark avro(Mark mark) {
        var record = ApiMark.newBuilder().setWatermark(mark.watermark()).setReturnedAt(mark.returnedAt());
        mark.gap()
                .ifPresent(gap -> record.setUnknownFrom(gap.from())
                        .setUnknownUntil(gap.until())
                        .setReason(gap.reason().text()));
        return record.build();
    }

    private Instant eventTime(Instant observedAt) {
        return watermark == null || observedAt.isAfter(watermark) ? observedAt : watermark.plus(1, ChronoUnit.MICROS);
    }

    private RecordTime time(Instant eventTime) {
        var time = RecordTime.of(
                eventTime, around.wallClock().instant(), codec.topic().oldest());
        if (time.clamped()) {
            around.metrics().clamped(kind);
        }
        return time;
    }

    private void send(@Nullable Integer partition, String key, RecordTime time, @Nullable R value) {
        sender.send(new ProducerRecord<>(topic, partition, time.timestamp().toEpochMilli(), key, value));
    }
}

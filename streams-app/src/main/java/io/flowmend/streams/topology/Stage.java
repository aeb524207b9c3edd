/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.deadletter.DeadLetter;
import io.flowmend.schemas.deadletter.LateRecord;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.failure.Decoded;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** What the stages that read input topics share: decode or bury, forward, count. */
abstract class Stage extends ContextualProcessor<String, byte[], String, Outgoing> {

    private static final Duration AHEAD = Duration.ofMinutes(30);
    private static final Duration BEHIND = Duration.ofDays(1);

    private static final Duration YOUNG = Duration.ofSeconds(5);

    private final String component;
    final StreamsMetrics metrics;

    Stage(String component, StreamsMetrics metrics) {
        this.component = component;
        this.metrics = metrics;
    }

    /** A replay is over, and all of it that comes here was read: what was held back for more is said or done now. */
    void ended() {}

    /** Where the record at hand first stood. */
    Origins origins(Record<String, byte[]> record) {
        return Origins.of(context().recordMetadata().orElseThrow(), record.headers());
    }

    /** The value, or nothing after it went to the dead letters. */
    <T> Optional<T> decode(Decoder<T> decoder, Record<String, byte[]> record, Origins origins) {
        return switch (decoder.read(origins.topic(), record.value())) {
            case Decoded.Value<T>(var value) -> Optional.of(value);
            case Decoded.Unreadable<T>(var reason) -> {
                bury(record, origins, reason);
                yield Optional.empty();
            }
        };
    }

    /** Gives the value of an input record to its taker, which checks everything before it sends or stores anything. */
    <T> void take(Decoder<T> decoder, Record<String, byte[]> record, BiConsumer<Origins, T> taker) {
        if (record.value() == null) {
            return; // a tombstone follows a final state, which has said it
        }
        var origins = origins(record);
        try {
            decode(decoder, record, origins).ifPresent(value -> taker.accept(origins, value));
        } catch (IllegalArgumentException unsound) {
            bury(record, origins, String.valueOf(unsound.getMessage()));
        }
    }

    void bury(Record<String, byte[]> record, Origins origins, String reason) {
        metrics.deadLettered(component);
        var letter = DeadLetter.newBuilder()
                .setTopic(origins.topic())
                .setPartition(origins.partition())
                .setOffset(origins.offset())
                .setTimestamp(Instant.ofEpochMilli(Math.max(0, record.timestamp())))
                .setKey(
                        record.key() == null
                                ? null
                                : ByteBuffer.wrap(record.key().getBytes(StandardCharsets.UTF_8)))
                .setValue(ByteBuffer.wrap(record.value()))
                .setReason(reason)
                .setComponent(component)
                .build();
        forward(record.key(), new Outgoing.Dead(letter), record.timestamp());
    }

    void late(TracedValue value, Instant frontier) {
        metrics.late(component);
        var record = value.record();
        var late = LateRecord.newBuilder()
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setOrigin(record.origin())
                .setEventTime(record.time())
                .setFrontier(frontier.equals(Instant.MIN) ? Instant.EPOCH : frontier)
                .setValue(ByteBuffer.wrap(value.value()))
                .build();
        forward(value.key(), new Outgoing.Late(late), millis(record.time()));
    }

    void onward(String key, byte[] edge, Instant time) {
        forward(key, new Outgoing.Onward(edge), millis(time));
    }

    /** @param cluster key of the planner's stage */
    void toPlanner(String cluster, byte[] edge, Instant time) {
        forward(cluster, new Outgoing.ToPlanner(edge), millis(time));
    }

    /** The wall clock: it delays, commands early and never decides what is settled in order. */
    Instant live() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }

    /** Commits at once what is young enough to be mended on arrival; a backlog waits for the commit interval. */
    void hurry(Instant time) {
        if (!time.isBefore(live().minus(YOUNG))) {
            context().commit();
        }
    }

    void everywhere(byte[] edge) {
        forward(Names.EVERYWHERE, new Outgoing.Onward(edge), context().currentStreamTimeMs());
    }

    void everyNode(byte[] edge) {
        forward(Names.EVERYWHERE, new Outgoing.ToNode(edge), context().currentStreamTimeMs());
    }

    void everyProxy(byte[] edge) {
        forward(Names.EVERYWHERE, new Outgoing.ToProxies(edge), context().currentStreamTimeMs());
    }

    void toNode(String node, byte[] edge, Instant time) {
        forward(node, new Outgoing.ToNode(edge), millis(time));
    }

    void forward(String key, Outgoing value, long timestamp) {
        context().forward(new Record<>(key, value, accepted(value, timestamp)));
    }

    /**
     * A timestamp that the broker takes: it rejects what lies more than an hour ahead, and a topic with retention drops
     * what is older at once. The true time is in the value.
     */
    private long accepted(Outgoing value, long timestamp) {
        var now = context().currentSystemTimeMs();
        var latest = Math.min(timestamp, now + AHEAD.toMillis());
        return switch (value) {
            case Outgoing.Onward _,
                    Outgoing.ToNode _,
                    Outgoing.ToCauses _,
                    Outgoing.ToProxies _,
                    Outgoing.ToSums _,
                    Outgoing.ToPlanner _,
                    Outgoing.Found _ -> Math.max(0, latest);
            case Outgoing.Dead _,
                    Outgoing.Late _,
                    Outgoing.Decided _,
                    Outgoing.Ordered _,
                    Outgoing.Measured _,
                    Outgoing.Propagated _ -> Math.max(now - BEHIND.toMillis(), latest);
        };
    }

    static long millis(Instant time) {
        return Math.max(0, time.toEpochMilli());
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.publish;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.producer.node.codec.FlowRecords;
import io.flowmend.producer.node.codec.Heartbeats;
import io.flowmend.producer.node.watch.Outbox;
import io.flowmend.producer.node.watch.Progress;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes for all nodes; {@link #turn} is one turn of its loop. */
public final class Publisher implements AutoCloseable {

    /** Of one node, sent and not yet acknowledged. */
    static final int MOST_IN_FLIGHT = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration BLOCK = Duration.ofSeconds(1);
    /** What may wait while one request is under way: some 400 facts. */
    private static final int BATCH_BYTES = 128 * 1024;

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int FACTS_PER_TURN = 500;

    private final Producer<String, SpecificRecord> producer;
    private final KafkaSettings kafka;
    private final List<NodeFeed> feeds;
    private final PublishMetrics metrics;
    private final InstantSource clock;
    private boolean waiting;
    private volatile @Nullable Exception failure;

    Publisher(
            Producer<String, SpecificRecord> producer,
            KafkaSettings kafka,
            List<NodeFeed> feeds,
            PublishMetrics metrics,
            InstantSource clock) {
        this.producer = producer;
        this.kafka = kafka;
        this.feeds = List.copyOf(feeds);
        this.metrics = metrics;
        this.clock = clock;
    }

    public static Publisher connect(KafkaSettings kafka, List<NodeFeed> feeds, PublishMetrics metrics) {
        // No fact may be given up on: a hole in the sequence is a gap for ever. What cannot be sent waits.
        var config = kafka.producer(Map.of(
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.RETRIES_CONFIG,
                Integer.MAX_VALUE,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                BLOCK.toMillis()));
        var serializer = Serdes.<SpecificRecord>serializer(kafka.registry());
        var producer = new KafkaProducer<>(config, new StringSerializer(), serializer);
        return new Publisher(producer, kafka, feeds, metrics, InstantSource.system());
    }

    /** What ended the publishing for good; empty while it goes on. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    /** @return false if there was nothing to do */
    public boolean turn() {
        var worked = false;
        for (var feed : feeds) {
            worked |= facts(feed);
            worked |= heartbeat(feed);
        }
        return worked;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }

    private boolean facts(NodeFeed feed) {
        for (var i = 0; i < FACTS_PER_TURN; i++) {
            var next = feed.next(MOST_IN_FLIGHT);
            if (next.isEmpty() || !fact(feed, next.get())) {
                return i > 0;
            }
            feed.sent(next.get());
        }
        return true;
    }

    private boolean fact(NodeFeed feed, Outbox.Numbered fact) {
        var time = RecordTime.of(fact.observedAt(), clock.instant(), Topics.NODE_FLOWS.retention());
        var value =
                FlowRecords.record(feed.identity(), fact.sequence(), fact.observedAt(), time.clamped(), fact.fact());
        return send(Topics.NODE_FLOWS, feed, time, value, () -> {
            feed.acknowledged(fact.sequence());
            metrics.published();
        });
    }

    private boolean heartbeat(NodeFeed feed) {
        var now = clock.instant();
        if (feed.blindDue(now)) {
            var value = Heartbeats.blind(feed.identity(), feed.nextHeartbeat(), feed.idlePeriod(), now, feed.lacks());
            return beat(feed, now, now, value, feed.idlePeriod());
        }
        return feed.dueProgress(now).map(progress -> beat(feed, now, progress)).orElse(false);
    }

    private boolean beat(NodeFeed feed, Instant now, Progress progress) {
        var promise = feed.period(progress);
        var value = Heartbeats.of(feed.identity(), feed.nextHeartbeat(), promise, progress, feed.lacks(), feed.proxy());
        return beat(feed, now, progress.watermark(), value, promise);
    }

    private boolean beat(NodeFeed feed, Instant now, Instant at, SpecificRecord value, Duration promise) {
        var time = RecordTime.of(at, now, Topics.NODE_STATUS.retention());
        var sent = send(Topics.NODE_STATUS, feed, time, value, () -> feed.heartbeatAcknowledged(clock.instant()));
        if (sent) {
            feed.heartbeatSent(now, at, promise);
        }
        return sent;
    }

    /** @return false if broker or registry do not take it now; the caller comes again with the same */
    private boolean send(Topic topic, NodeFeed feed, RecordTime time, SpecificRecord value, Runnable acknowledged) {
        if (failure != null) {
            return false;
        }
        var out = new ProducerRecord<>(
                kafka.topic(topic), null, time.millis(), feed.identity().key(), value);
        // The client tells by the callback, not by an exception, that it knows no broker or has no room: before send()
        // returns.
        var caller = Thread.currentThread();
        var away = new AtomicReference<@Nullable TimeoutException>();
        try {
            var answer = producer.send(out, (metadata, refused) -> {
                if (refused == null) {
                    acknowledged.run();
                } else if (refused instanceof TimeoutException late
                        && Thread.currentThread().equals(caller)) {
                    away.set(late);
                } else {
                    fail(topic, refused);
                }
            });
            var late = away.get();
            if (late != null) {
                waits(topic, late);
                return false;
            }
            waiting = false;
            return !answer.isCancelled();
        } catch (SerializationException | TimeoutException unreachable) {
            waits(topic, unreachable);
            return false;
        } catch (RuntimeException refused) {
            fail(topic, refused);
            return false;
        }
    }

    private void waits(Topic topic, RuntimeException away) {
        if (!waiting) {
            waiting = true;
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, kafka.topic(topic))
                    .addKeyValue(LogKeys.REASON, reason(away))
                    .log("Broker or registry does not take records; facts wait");
        }
    }

    private void fail(Topic topic, Exception refused) {
        if (failure == null) {
            failure = refused;
            LOG.atError()
                    .addKeyValue(LogKeys.TOPIC, kafka.topic(topic))
                    .addKeyValue(LogKeys.REASON, reason(refused))
                    .log("The broker refused a record for good; publishing ends");
        }
    }

    private static String reason(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}

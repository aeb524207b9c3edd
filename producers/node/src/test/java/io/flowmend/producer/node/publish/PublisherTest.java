/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.producer.node.codec.NodeIdentity;
import io.flowmend.producer.node.config.NodeConfig.Heartbeats;
import io.flowmend.producer.node.probe.NodeCapabilities.Lack;
import io.flowmend.producer.node.proxy.ProxySeen;
import io.flowmend.producer.node.sample.FlowFact;
import io.flowmend.producer.node.sample.LocalFacts;
import io.flowmend.producer.node.sample.Moment;
import io.flowmend.producer.node.watch.NodeClock;
import io.flowmend.producer.node.watch.Outbox;
import io.flowmend.producer.node.watch.Progress;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.ProxyKind;
import io.flowmend.schemas.telemetry.SourceProgress;
import io.flowmend.schemas.telemetry.StatusRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PublisherTest {

    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");
    private static final Heartbeats PERIODS =
            new Heartbeats(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(2));
    private static final KafkaSettings KAFKA = new KafkaSettings("lab", "flowmend.", Map.of(), Map.of());

    private boolean away;

    private final MockProducer<String, SpecificRecord> broker =
            new MockProducer<>(false, null, new StringSerializer(), (topic, value) -> new byte[0]) {
                // As the real client does it: the callback is told before this returns, and nothing is thrown.
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<String, SpecificRecord> told, Callback callback) {
                    if (!away) {
                        return super.send(told, callback);
                    }
                    var late = new TimeoutException("no metadata");
                    callback.onCompletion(null, late);
                    return CompletableFuture.failedFuture(late);
                }
            };
    private final NodeIdentity identity = new NodeIdentity("lab", "node-a", "boot");
    private final Outbox outbox = new Outbox(new NodeClock(() -> T0, () -> 0), 10);
    private Instant now = T0;
    private Optional<Progress> progress = Optional.empty();
    private Optional<ProxySeen> proxy = Optional.of(ProxySeen.unknown(T0, "not looked for"));
    private int published;

    private final NodeFeed feed = NodeFeed.watched(identity, outbox, () -> progress, () -> proxy, List.of(), PERIODS);
    private final Publisher publisher = publisher(feed);

    @Test
    void factsGoOutInOrderUnderTheNodesKey() {
        outbox.say(fact());
        outbox.say(fact());
        publisher.turn();
        assertThat(broker.history()).extracting(ProducerRecord::key).containsOnly("lab/node-a");
        assertThat(broker.history()).extracting(ProducerRecord::topic).containsOnly("flowmend.node.flows");
        assertThat(broker.history())
                .extracting(record -> ((FlowRecord) record.value()).getOrigin().getSequence())
                .containsExactly(1L, 2L);
        var first = (FlowRecord) broker.history().getFirst().value();
        assertThat(first.getKind()).isEqualTo(FlowKind.CREATED);
        assertThat(first.getOriginal().getDestination()).isEqualTo("203.0.113.7");
        assertThat(first.getOrigin().getObservedAt()).isEqualTo(first.getEventTime());
        assertThat(first.getTowardsGone()).isTrue();
        assertThat(first.getService()).isEqualTo("default/traps");
        assertThat(first.getSocket()).isNull();
        assertThat(broker.history().getFirst().timestamp()).isEqualTo(T0.toEpochMilli());
    }

    @Test
    void aHeartbeatWaitsUntilEveryFactItNamesIsAcknowledged() {
        outbox.say(fact());
        outbox.say(fact());
        progress = Optional.of(new Progress(T0.plusMillis(1), T0, 2, 0, 1, Optional.empty()));
        publisher.turn();
        assertThat(heartbeats()).isEmpty();
        broker.completeNext();
        publisher.turn();
        assertThat(heartbeats()).isEmpty();
        broker.completeNext();
        publisher.turn();
        assertThat(heartbeats()).hasSize(1);
        assertThat(source().getLastSequence()).isEqualTo(2);
        assertThat(heartbeats().getFirst().getWatermark()).isEqualTo(T0.plusMillis(1));
        assertThat(published).isEqualTo(2);
    }

    @Test
    void theFirstHeartbeatWaitsForTheProxyButNotForLong() {
        proxy = Optional.empty();
        progress = Optional.of(new Progress(T0, T0, 0, 0, 1, Optional.empty()));
        turns(30, Duration.ofMillis(100));
        assertThat(heartbeats()).as("within three seconds").isEmpty();
        turns(1, Duration.ofMillis(100));
        assertThat(heartbeats()).hasSize(1);
        assertThat(heartbeats().getFirst().getProxy()).isNull();
    }

    @Test
    void aHeartbeatSaysWhatWasFoundOfTheProxy() {
        var lastSync = T0.minusSeconds(1);
        proxy = Optional.of(new ProxySeen(
                ProxySeen.Kind.KUBE_PROXY,
                Optional.of("v1.36.3"),
                Optional.of("nftables"),
                Optional.of(lastSync),
                Optional.of(true),
                T0,
                Optional.empty()));
        progress = Optional.of(new Progress(T0, T0, 0, 0, 1, Optional.empty()));
        turns(1, Duration.ofMillis(100));
        var told = heartbeats().getFirst().getProxy();
        assertThat(told.getKind()).isEqualTo(ProxyKind.KUBE_PROXY);
        assertThat(told.getVersion()).isEqualTo("v1.36.3");
        assertThat(told.getLastSync()).isEqualTo(lastSync);
        assertThat(told.getHealthy()).isTrue();
    }

    @Test
    void aHeartbeatSpeaksOfThePointThatItWaitedForAlsoIfMoreCameMeanwhile() {
        outbox.say(fact());
        progress = Optional.of(new Progress(T0.plusMillis(1), T0, 1, 0, 1, Optional.empty()));
        publisher.turn();
        outbox.say(fact());
        progress = Optional.of(new Progress(T0.plusMillis(9), T0, 2, 0, 1, Optional.empty()));
        broker.completeNext();
        publisher.turn();
        assertThat(source().getLastSequence()).isEqualTo(1);
        assertThat(heartbeats().getFirst().getWatermark()).isEqualTo(T0.plusMillis(1));
    }

    @Test
    void heartbeatsComeEveryHalfSecondWhileSomethingIsSuspiciousAndElseEveryFive() {
        progress = Optional.of(new Progress(T0, T0, 0, 0, 0, Optional.empty()));
        turns(100, Duration.ofMillis(100));
        assertThat(heartbeats()).hasSize(2);
        progress = Optional.of(new Progress(T0, T0, 0, 0, 1, Optional.empty()));
        turns(50, Duration.ofMillis(100));
        assertThat(heartbeats()).hasSize(12);
        assertThat(heartbeats()).extracting(Heartbeat::getSequence).startsWith(1L, 2L, 3L);
        assertThat(heartbeats().getLast().getPeriodMillis()).isEqualTo(500);
    }

    @Test
    void aHoldThatEndsIsVouchedForAtOnceAndOnce() {
        // Given
        progress = Optional.of(new Progress(T0, T0, 0, 0, 1, Optional.empty()));
        turns(1, Duration.ofMillis(100));
        // When
        var over = Optional.of(T0.plusMillis(90));
        progress = Optional.of(new Progress(T0.plusMillis(100), T0, 0, 0, 1, over));
        turns(50, Duration.ofMillis(10));
        // Then
        assertThat(heartbeats())
                .extracting(Heartbeat::getWatermark)
                .as("100 ms after the one before, and no second one within half a second")
                .containsExactly(T0, T0.plusMillis(100));
    }

    @Test
    void wherePodsEndAllTheTimeAHeartbeatMoreComesInASecond() {
        progress = Optional.of(new Progress(T0, T0, 0, 0, 1, Optional.empty()));
        turns(1, Duration.ZERO);
        for (var at = 10; at <= 5_000; at += 10) {
            var watermark = T0.plusMillis(at);
            progress = Optional.of(new Progress(watermark, T0, 0, 0, 1, Optional.of(watermark)));
            turns(1, Duration.ofMillis(10));
        }
        assertThat(heartbeats()).hasSizeBetween(15, 20);
    }

    @Test
    void aNodeThatBecomesCalmKeepsThePromiseOfItsLastHeartbeat() {
        // Given
        progress = Optional.of(new Progress(T0, T0, 0, 0, 1, Optional.empty()));
        turns(1, Duration.ofMillis(100));
        // When
        progress = Optional.of(new Progress(T0, T0, 0, 0, 0, Optional.empty()));
        turns(4, Duration.ofMillis(100));
        assertThat(heartbeats()).as("before the promised half second").hasSize(1);
        turns(1, Duration.ofMillis(100));
        // Then
        assertThat(heartbeats()).extracting(Heartbeat::getPeriodMillis).containsExactly(500L, 5000L);
    }

    @Test
    void beforeTheFirstDumpThereIsNoHeartbeat() {
        turns(100, Duration.ofMillis(100));
        assertThat(broker.history()).isEmpty();
    }

    @Test
    void aNodeThatCannotBeWatchedSaysWhy() {
        var blind = NodeFeed.blind(identity, List.of(new Lack("conntrack", "CAP_NET_ADMIN is needed")), PERIODS);
        publisher(blind).turn();
        assertThat(heartbeats()).hasSize(1);
        assertThat(heartbeats().getFirst().getSources()).isEmpty();
        assertThat(heartbeats().getFirst().getNotWatching())
                .extracting(Object::toString)
                .singleElement()
                .asString()
                .contains("CAP_NET_ADMIN is needed");
    }

    @Test
    void aBrokerThatTakesNothingMakesFactsWaitAndLosesNone() {
        outbox.say(fact());
        away = true;
        publisher.turn();
        assertThat(outbox.peek()).isPresent();
        assertThat(publisher.failure()).isEmpty();
        away = false;
        publisher.turn();
        assertThat(broker.history()).hasSize(1);
        assertThat(outbox.peek()).isEmpty();
    }

    @Test
    void aRecordThatTheBrokerRefusesForGoodEndsThePublishing() {
        outbox.say(fact());
        publisher.turn();
        broker.errorNext(new RecordTooLargeException("too large"));
        progress = Optional.of(new Progress(T0.plusMillis(1), T0, 1, 0, 0, Optional.empty()));
        turns(100, Duration.ofMillis(100));
        assertThat(publisher.failure()).get().isInstanceOf(RecordTooLargeException.class);
        assertThat(heartbeats()).isEmpty();
    }

    @Test
    void aFullOutboxCountsAsLossAndLeavesNoHoleInTheSequence() {
        for (var i = 0; i < 11; i++) {
            assertThat(outbox.say(fact())).isEqualTo(i < 10);
        }
        assertThat(outbox.lost()).isEqualTo(1);
        publisher.turn();
        assertThat(outbox.say(fact())).isTrue();
        publisher.turn();
        assertThat(broker.history())
                .extracting(record -> ((FlowRecord) record.value()).getOrigin().getSequence())
                .endsWith(10L, 11L);
    }

    @Test
    void timestampsThatABrokerWouldNotKeepAreClampedAndSaidSo() {
        var week = Duration.ofDays(7);
        assertThat(RecordTime.of(T0, T0, week)).isEqualTo(new RecordTime(T0.toEpochMilli(), false));
        assertThat(RecordTime.of(T0.minus(Duration.ofDays(6)), T0, week).clamped())
                .isTrue();
        assertThat(RecordTime.of(T0.plusSeconds(2), T0, week)).isEqualTo(new RecordTime(T0.toEpochMilli(), true));
        assertThat(RecordTime.of(T0.plusSeconds(1), T0, week).clamped()).isFalse();
    }

    private void turns(int count, Duration apart) {
        for (var i = 0; i < count; i++) {
            publisher.turn();
            while (broker.completeNext()) {
                publisher.turn();
            }
            now = now.plus(apart);
        }
    }

    private List<Heartbeat> heartbeats() {
        return broker.history().stream()
                .filter(record -> record.topic().equals("flowmend.node.status"))
                .map(record -> ((StatusRecord) record.value()).getHeartbeat())
                .toList();
    }

    private SourceProgress source() {
        return heartbeats().getFirst().getSources().getFirst();
    }

    private Publisher publisher(NodeFeed one) {
        var metrics = new PublishMetrics() {
            @Override
            public void published() {
                published++;
            }

            @Override
            public void serviceSkipped() {}

            @Override
            public void podSkipped() {}
        };
        return new Publisher(broker, KAFKA, List.of(one), metrics, () -> now);
    }

    private static FlowFact fact() {
        var client = Ip.parse("10.1.0.2");
        var vip = Ip.parse("203.0.113.7");
        var key = new EntryKey(0, 17, new FlowTuple(client, vip, 5000, 162), new FlowTuple(vip, client, 162, 5000));
        var entry = new Entry(key, 7, 8, 30, null);
        var at = new Moment(T0, Duration.ZERO);
        return new FlowFact(
                FlowFact.Kind.CREATED,
                entry,
                at,
                T0.plusSeconds(30),
                null,
                new LocalFacts(false, false),
                true,
                "default/traps",
                null,
                null,
                null);
    }
}

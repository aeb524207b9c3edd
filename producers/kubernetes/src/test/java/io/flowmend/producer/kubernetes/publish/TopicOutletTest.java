/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.Observed;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import io.flowmend.producer.kubernetes.change.Tracker;
import io.flowmend.producer.kubernetes.health.KubernetesMetrics;
import io.flowmend.producer.kubernetes.health.Progress;
import io.flowmend.producer.kubernetes.mark.Mark;
import io.flowmend.producer.kubernetes.support.Await;
import io.flowmend.producer.kubernetes.support.FactsOf;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TopicOutletTest {

    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");
    private static final String TOPIC = "flowmend.k8s.services";

    private final MockProducer<String, SpecificRecord> producer =
            new MockProducer<>(cluster(), false, null, new StringSerializer(), (topic, value) -> new byte[] {1});
    private final List<Throwable> failures = new ArrayList<>();
    private final Tracker<ServiceFacts> tracker = new Tracker<>();

    @Test
    void aMarkWaitsUntilTheBrokerHasWhatPrecedesIt() throws Exception {
        // Given
        var outlet = outlet(Optional.empty());
        outlet.publish(tracker.changed(new Observed<>(FactsOf.service("a", "u", Map.of()), "1"), T0));
        // When
        var marking = Thread.ofVirtual().start(() -> outlet.mark(new Mark(T0, T0, Optional.empty())));
        assertThat(marking.join(Duration.ofMillis(300))).as("it waits").isFalse();
        assertThat(producer.history()).hasSize(1);
        // Then
        assertThat(producer.completeNext()).isTrue();
        Await.until(Duration.ofSeconds(5), () -> producer.history().size() == 3, producer::history);
        assertThat(producer.history().subList(1, 3))
                .extracting(ProducerRecord::partition)
                .containsExactly(0, 1);
        while (!marking.join(Duration.ofMillis(20))) {
            producer.completeNext();
        }
    }

    @Test
    void aRecordThatIsLostIsFollowedByNoMark() {
        // Given
        var outlet = outlet(Optional.empty());
        outlet.publish(tracker.changed(new Observed<>(FactsOf.service("a", "u", Map.of()), "1"), T0));
        producer.errorNext(new IllegalStateException("expired"));
        // When
        assertThatThrownBy(() -> outlet.mark(new Mark(T0, T0, Optional.empty())))
                .isInstanceOf(KafkaException.class);
        // Then
        assertThat(producer.history()).hasSize(1);
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("expired"));
    }

    @Test
    void anEventTimeIsAfterTheWatermarkOfAnotherLeader() {
        // Given
        var outlet = outlet(Optional.of(T0.plusSeconds(9)));
        // When
        outlet.publish(tracker.changed(new Observed<>(FactsOf.service("a", "u", Map.of()), "1"), T0));
        // Then
        assertThat(written().getEventTime()).isEqualTo(T0.plusSeconds(9).plusNanos(1_000));
        assertThat(written().getOrigin().getObservedAt()).isEqualTo(T0);
        assertThat(written().getTimestampClamped()).isFalse();
    }

    @Test
    void aTimestampThatTheBrokerWouldRefuseIsClampedAndTheValueKeepsTheTrueOne() {
        // Given
        var outlet = outlet(Optional.of(T0.plus(Duration.ofHours(2))));
        // When
        outlet.publish(tracker.changed(new Observed<>(FactsOf.service("a", "u", Map.of()), "1"), T0));
        // Then
        assertThat(producer.history().getFirst().timestamp())
                .isEqualTo(T0.plus(RecordTime.AHEAD).toEpochMilli());
        assertThat(written().getTimestampClamped()).isTrue();
        assertThat(written().getEventTime()).isAfter(T0.plus(Duration.ofHours(2)));
    }

    private ServiceRecord written() {
        return (ServiceRecord)
                Objects.requireNonNull(producer.history().getFirst().value());
    }

    private TopicOutlet<ServiceFacts, ServiceRecord> outlet(Optional<Instant> watermark) {
        var metrics = new KubernetesMetrics(new SimpleMeterRegistry(), () -> T0);
        var progress = new Progress(T0, Set.of(Kind.SERVICE), true);
        var status =
                new StatusOutlet("c1", "flowmend.node.status", new Sender(producer, failures::add), () -> T0, () -> T0);
        return new TopicOutlet<>(
                new ServiceCodec(),
                TOPIC,
                new Sender(producer, failures::add),
                new TopicOutlet.Surroundings("c1", () -> T0, progress, metrics, status),
                watermark);
    }

    private static Cluster cluster() {
        var node = new Node(0, "127.0.0.1", 1);
        var nodes = new Node[] {node};
        return new Cluster(
                "c",
                List.of(node),
                List.of(
                        new PartitionInfo(TOPIC, 0, node, nodes, nodes),
                        new PartitionInfo(TOPIC, 1, node, nodes, nodes)),
                Set.of(),
                Set.of());
    }
}

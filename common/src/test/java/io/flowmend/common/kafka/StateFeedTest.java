/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.flowmend.schemas.Registration;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.origin.ApiOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateFeedTest {

    private static final TopicPartition PARTITION = new TopicPartition("flowmend.k8s.pods", 0);

    private final Map<String, String> registry = Map.of("schema.registry.url", "mock://feed");
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> trouble = new AtomicReference<>();
    private final List<String> told = new ArrayList<>();
    private boolean broken;

    @BeforeEach
    void assign() throws Exception {
        Registration.registerAll(MockSchemaRegistry.getClientForScope("feed"), "flowmend.");
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, 0);
    }

    @AfterEach
    void forget() {
        MockSchemaRegistry.dropScope("feed");
    }

    @Test
    void aRecordThatEndsTooEarlyIsPassedOver() {
        // Given
        var whole = sound();
        for (var length = 0; length < whole.length; length++) {
            add(length, Arrays.copyOf(whole, length));
        }
        add(whole.length, whole);
        // When
        feed().turn();
        // Then
        assertThat(told).hasSize(whole.length + 1).endsWith("skipped test/a", "took test/a");
        assertThat(told.subList(0, whole.length)).containsOnly("skipped test/a");
    }

    @Test
    void aRecordIsReadAgainAfterAPauseWhenTheRegistryWasAway() {
        // Given
        var feed = feed();
        trouble.set(new TimeoutException("503"));
        add(0, sound());
        feed.turn();
        assertThat(consumer.position(PARTITION)).isZero();
        trouble.set(null);
        add(0, sound()); // a real consumer fetches it again
        feed.turn();
        assertThat(told).as("before the pause is over").isEmpty();
        // When
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        feed.turn();
        // Then
        assertThat(told).containsExactly("took test/a");
    }

    @Test
    void aFaultOfWhoIsToldIsNotSwallowed() {
        broken = true;
        add(0, sound());
        assertThatThrownBy(feed()::turn).hasMessage("ours");
    }

    private StateFeed<PodRecord> feed() {
        var avro = Serdes.deserializer(registry, PodRecord.class);
        Deserializer<PodRecord> values = (topic, data) -> {
            var away = trouble.get();
            if (away != null) {
                throw away;
            }
            return avro.deserialize(topic, data);
        };
        return new StateFeed<>(
                consumer, new Rereading(consumer, nanos::get), "test", values, new Told(), Map.of(PARTITION, 1000L));
    }

    private final class Told implements StateFeed.Taker<PodRecord> {

        @Override
        public void take(int partition, String key, @Nullable PodRecord state) {
            if (broken) {
                throw new IllegalStateException("ours");
            }
            told.add("took " + key);
        }

        @Override
        public void completed() {}

        @Override
        public void skipped(String key) {
            told.add("skipped " + key);
        }
    }

    private void add(long offset, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, "test/a", value));
    }

    private byte[] sound() {
        var pod = PodRecord.newBuilder()
                .setOrigin(new ApiOrigin("test", "Pod", "a", "1", Instant.EPOCH, false))
                .setEventTime(Instant.EPOCH)
                .setMark(new ApiMark(Instant.EPOCH, Instant.EPOCH, null, null, null))
                .build();
        return Serdes.<PodRecord>serializer(registry).serialize(PARTITION.topic(), pod);
    }
}

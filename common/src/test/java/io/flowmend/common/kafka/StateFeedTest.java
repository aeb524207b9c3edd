/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.flowmend.schemas.Registration;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.origin.ApiOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateFeedTest {

    private static final long END = 1_000;
    private static final TopicPartition PARTITION = new TopicPartition("flowmend.k8s.pods", 0);

    private final Map<String, String> registry = Map.of("schema.registry.url", "mock://feed");
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final List<String> told = new ArrayList<>();

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
    void onlyTheObjectsOfItsClusterAreToldAndTheirEndIsToo() {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 0, "other/a", sound()));
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 1, null, sound()));
        add(2, sound());
        add(3, null);
        feed().turn();
        assertThat(told).containsExactly("took test/a", "took the end of test/a");
    }

    @Test
    void allThatWasThereBeforeIsToldOnce() {
        var feed = feed();
        add(END - 1, sound());
        feed.turn();
        feed.turn();
        assertThat(told).containsExactly("took test/a", "completed");
    }

    private StateFeed<PodRecord> feed() {
        var values = Serdes.<PodRecord>deserializer(registry, PodRecord.class);
        return new StateFeed<>(consumer, "test", values, new Told(), Map.of(PARTITION, END));
    }

    private final class Told implements StateFeed.Taker<PodRecord> {

        @Override
        public void take(int partition, String key, @Nullable PodRecord state) {
            told.add("took " + (state == null ? "the end of " : "") + key);
        }

        @Override
        public void completed() {
            told.add("completed");
        }

        @Override
        public void skipped(String key) {
            told.add("skipped " + key);
        }
    }

    private void add(long offset, byte @Nullable [] value) {
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

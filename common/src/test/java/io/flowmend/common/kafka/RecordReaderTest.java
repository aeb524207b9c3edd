/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordReaderTest {

    private static final TopicPartition ONE = new TopicPartition("words", 0);
    private static final TopicPartition OTHER = new TopicPartition("words", 1);
    private static final String OURS = "ours";

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong nanos = new AtomicLong();
    private final RecordReader<String> reader =
            new RecordReader<>(consumer, record -> OURS.equals(record.key()), this::decode, nanos::get);
    private final List<String> decoded = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private @Nullable RuntimeException trouble;

    @BeforeEach
    void assign() {
        consumer.assign(List.of(ONE, OTHER));
        consumer.updateBeginningOffsets(Map.of(ONE, 0L, OTHER, 0L));
        consumer.seekToBeginning(List.of(ONE, OTHER));
    }

    @Test
    void aRecordAtFaultIsPassedOverAndTheNextTaken() {
        trouble = new SerializationException("garbage");
        add(ONE, 0, OURS, "bad");
        add(ONE, 1, OURS, "good");
        poll();
        assertThat(told).containsExactly("passed over 0", "took good");
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void aRecordIsReadAgainAfterAPauseWhenTheRegistryDidNotAnswer(RuntimeException thrown) {
        // Given
        trouble = thrown;
        add(ONE, 0, OURS, "bad");
        add(ONE, 1, OURS, "next");
        poll();
        assertThat(consumer.position(ONE)).isZero();
        trouble = null;
        add(ONE, 0, OURS, "bad"); // a real consumer fetches both again
        add(ONE, 1, OURS, "next");
        poll();
        assertThat(told).as("before the pause is over").isEmpty();
        // When
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        poll();
        // Then
        assertThat(told).containsExactly("took bad", "took next");
    }

    static List<RuntimeException> troubles() {
        return List.of(
                new TimeoutException("503"),
                new DisconnectException("502"),
                new ThrottlingQuotaExceededException("429"),
                new SerializationException("away", new IOException("Connection refused")));
    }

    @Test
    void anotherPartitionDoesNotWait() {
        trouble = new TimeoutException("503");
        add(ONE, 0, OURS, "bad");
        add(OTHER, 0, OURS, "good");
        poll();
        add(OTHER, 1, OURS, "better");
        poll();
        assertThat(told).containsExactly("took good", "took better");
    }

    @Test
    void whatIsNotWantedIsNotEvenDecoded() {
        trouble = new TimeoutException("503");
        add(ONE, 0, "another's", "bad");
        add(ONE, 1, OURS, "good");
        poll();
        assertThat(decoded).containsExactly("good");
        assertThat(told).containsExactly("took good");
    }

    @Test
    void aFaultOfWhoIsToldIsNotTakenForTheRecords() {
        add(ONE, 0, OURS, "thrown at");
        assertThatThrownBy(this::poll).hasMessage("thrown at");
        assertThat(told).isEmpty();
    }

    private String decode(ConsumerRecord<String, byte[]> record) {
        var word = new String(record.value(), UTF_8);
        decoded.add(word);
        if (trouble != null && word.equals("bad")) {
            throw trouble;
        }
        return word;
    }

    private void poll() {
        reader.poll(Duration.ZERO, new RecordReader.Taker<>() {
            @Override
            public void take(ConsumerRecord<String, byte[]> from, String value) {
                if (value.equals("thrown at")) {
                    throw new IllegalStateException(value);
                }
                told.add("took " + value);
            }

            @Override
            public void passedOver(ConsumerRecord<String, byte[]> unreadable) {
                told.add("passed over " + unreadable.offset());
            }
        });
    }

    private void add(TopicPartition partition, long offset, String key, String value) {
        consumer.addRecord(
                new ConsumerRecord<>(partition.topic(), partition.partition(), offset, key, value.getBytes(UTF_8)));
    }
}

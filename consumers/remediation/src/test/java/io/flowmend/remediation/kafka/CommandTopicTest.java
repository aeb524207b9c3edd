/* Licensed under Apache-2.0. */
package io.flowmend.remediation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.flowmend.remediation.order.Order;
import io.flowmend.remediation.support.TestCommands;
import io.flowmend.schemas.Registration;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody who may write to the topic may write anything; the next sound command must be taken all the same. */
class CommandTopicTest {

    private static final TopicPartition PARTITION = new TopicPartition("flowmend.remediation.commands", 0);
    private static final String KEY = "local/node-a";
    private static final int SCHEMA_ID = 5;

    private final Map<String, String> registry = Map.of("schema.registry.url", "mock://commands");
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong unreadable = new AtomicLong();
    private final List<String> taken = new ArrayList<>();

    @BeforeEach
    void assign() throws Exception {
        Registration.registerAll(MockSchemaRegistry.getClientForScope("commands"), "flowmend.");
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, 0);
    }

    @AfterEach
    void forget() {
        MockSchemaRegistry.dropScope("commands");
    }

    @Test
    void aCommandThatEndsTooEarlyAnywhereIsCountedAndPassedOver() {
        // Given
        var whole = sound();
        for (var length = 0; length < whole.length; length++) {
            add(length, Arrays.copyOf(whole, length));
        }
        add(whole.length, whole);
        // When
        poll(topic());
        // Then
        assertThat(taken).containsExactly("sound");
        assertThat(unreadable).hasValue(whole.length);
    }

    @Test
    void aNumberThatDoesNotEndIsPassedOver() {
        // Given
        var endless = new byte[100];
        Arrays.fill(endless, (byte) 0xff);
        System.arraycopy(sound(), 0, endless, 0, SCHEMA_ID);
        add(0, endless);
        add(1, sound());
        // When
        poll(topic());
        // Then
        assertThat(taken).containsExactly("sound");
        assertThat(unreadable).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void aTimeThatNoClockHasStopsNothing(long micros) throws Exception {
        // Given
        add(0, issuedAt(micros));
        add(1, sound());
        // When
        poll(topic());
        // Then
        assertThat(taken).endsWith("sound");
    }

    @Test
    void aTimeBeforeAllThatCanBeSignedIsCounted() throws Exception {
        add(0, issuedAt(Long.MIN_VALUE));
        poll(topic());
        assertThat(taken).isEmpty();
        assertThat(unreadable).hasValue(1);
    }

    @Test
    void aResultOfFewBytesSaysOfNoEnd() {
        var values = Serdes.deserializer(registry, RemediationResult.class);
        for (var length = 0; length < 9; length++) {
            assertThat(PastResults.isEnd(values, new ConsumerRecord<>("results", 0, 0, "id", new byte[length])))
                    .isFalse();
        }
    }

    @Test
    void aRegistryThatDoesNotAnswerAtTheStartPreventsNothing() {
        assertThatCode(() -> FirstTime.of(() -> {
                    throw new TimeoutException("503");
                }))
                .doesNotThrowAnyException();
    }

    private CommandTopic topic() {
        var values = Serdes.<RemediationCommand>deserializer(registry, RemediationCommand.class);
        return new CommandTopic(consumer, values, KEY, unreadable::incrementAndGet);
    }

    private void poll(CommandTopic topic) {
        topic.poll(Duration.ZERO, (Order order) -> taken.add(order.id()));
    }

    private void add(long offset, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, KEY, value));
    }

    private byte[] sound() {
        var command = TestCommands.command("sound", 1, Instant.EPOCH).build();
        return Serdes.<RemediationCommand>serializer(registry).serialize(PARTITION.topic(), command);
    }

    /** As only a writer without our classes can write it. */
    private byte[] issuedAt(long micros) throws IOException {
        var sound = sound();
        var schema = RemediationCommand.getClassSchema();
        var plain = new GenericData();
        var body = DecoderFactory.get().binaryDecoder(sound, SCHEMA_ID, sound.length - SCHEMA_ID, null);
        var command = new GenericDatumReader<GenericRecord>(schema, schema, plain).read(null, body);
        command.put("issuedAt", micros);
        command.put("id", "timeless");
        var out = new ByteArrayOutputStream();
        out.write(sound, 0, SCHEMA_ID);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema, plain).write(command, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.it.support.FindingsSeen;
import io.flowmend.it.support.HandFeeder;
import io.flowmend.it.support.KafkaUnderTest;
import io.flowmend.it.support.PrivatePlatform;
import io.flowmend.it.support.RegistryUnderTest;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.platform.TopicSetup;
import io.flowmend.local.read.TopicReader;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.deadletter.DeadLetter;
import io.flowmend.streams.StreamsApp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Poison on every input topic of a real broker; one partition, so that nothing can go around it. */
class MalformedIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final List<Topic> INPUTS = Topics.all().stream()
            .filter(topic -> topic.role() == Topic.Role.INPUT)
            .toList();

    /** No schema id in front; schema ids that nobody has; ends in the middle of a value, of a schema id, and before anything. */
    private static final List<byte[]> POISONS = List.of(
            "no Avro".getBytes(StandardCharsets.UTF_8),
            new byte[] {0, 0x7f, 0, 0, 0, 1, 2, 3},
            new byte[] {0, -1, -1, -1, -1, 1},
            new byte[] {0, 0, 0, 0, 1},
            new byte[] {0, 0, 0},
            new byte[0]);

    private static RegistryUnderTest registry;
    private static PrivatePlatform platform;
    private static StreamsApp topology;

    @BeforeAll
    static void start() {
        registry = RegistryUnderTest.start();
        platform = PrivatePlatform.start(
                KafkaUnderTest.start(), registry.url(), TopicSetup.live(RegistryUnderTest.PREFIX, 1));
        topology = platform.topology();
    }

    @AfterAll
    static void stop() {
        topology.close();
        platform.close();
        registry.close();
    }

    @Test
    void aMalformedRecordOnEachInputTopicIsKeptWholeAndTheNextSoundRecordIsProcessed() throws Exception {
        // Given
        var kafka = platform.kafka();
        var sent = new ArrayList<Poison>();
        // When
        for (var topic : INPUTS) {
            for (var value : POISONS) {
                sent.add(poison(kafka, topic, value));
            }
        }
        try (var feeder = HandFeeder.start(kafka, 1);
                var findings = FindingsSeen.from(kafka)) {
            Waiting.until(
                    "a finding after the poison", SOON, () -> !findings.all().isEmpty());
            feeder.check();
        }
        for (var topic : INPUTS) {
            sent.add(poison(kafka, topic, POISONS.getFirst())); // read only by a topology that went on
        }
        // Then
        assertThat(INPUTS).hasSize(12);
        assertThat(deadLetters(kafka, sent.size())).hasSameSizeAs(sent).allSatisfy(letter -> {
            assertThat(letter.getReason()).isNotBlank();
            assertThat(letter.getComponent()).isNotBlank();
            assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap("poison".getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(deadLetters(kafka, sent.size()).stream().map(Poison::of)).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(topology.health().good()).isTrue();
    }

    /** What must survive of it. */
    private record Poison(String topic, int partition, long offset, ByteBuffer value) {

        static Poison of(RecordMetadata at, byte[] value) {
            return new Poison(at.topic(), at.partition(), at.offset(), ByteBuffer.wrap(value));
        }

        static Poison of(DeadLetter letter) {
            return new Poison(letter.getTopic(), letter.getPartition(), letter.getOffset(), letter.getValue());
        }
    }

    private static Poison poison(KafkaSettings kafka, Topic topic, byte[] value)
            throws ExecutionException, InterruptedException {
        try (var producer =
                new KafkaProducer<>(kafka.with(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
            return Poison.of(
                    producer.send(new ProducerRecord<>(kafka.topic(topic), "poison", value))
                            .get(),
                    value);
        }
    }

    private static List<DeadLetter> deadLetters(KafkaSettings kafka, int count) {
        var letters = new ArrayList<DeadLetter>();
        try (var reader = new TopicReader(kafka, kafka.topic(Topics.DEAD_LETTERS));
                var avro = Serdes.deserializer(kafka.registry(), DeadLetter.class)) {
            Waiting.until(count + " dead letters", SOON, () -> {
                reader.more(record -> letters.add(avro.deserialize(record.topic(), record.value())));
                return letters.size() >= count;
            });
        }
        return letters;
    }
}

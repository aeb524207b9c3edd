/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.Main;
import io.flowmend.local.findings.FindingReader;
import io.flowmend.local.findings.OpenFinding;
import io.flowmend.local.replay.Capture;
import io.flowmend.local.replay.Pace;
import io.flowmend.local.replay.PlayedRecording;
import io.flowmend.local.replay.ReplayPlan;
import io.flowmend.local.replay.Replayer;
import io.flowmend.local.replay.Samples;
import io.flowmend.schemas.Registration;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One platform for all: a registry takes seconds to start. */
class PlatformIT {

    @TempDir
    private static Path folder;

    private static StateFolder state;
    private static Platform platform;

    @BeforeAll
    static void start() {
        state = StateFolder.open(folder);
        platform = Platform.start(
                state,
                new PlatformSettings(
                        Path.of("target", "apicurio").toAbsolutePath(), 0, 0, TopicSetup.live("flowmend.", 3)),
                Progress.silent());
    }

    @AfterAll
    static void stop() {
        platform.close();
        state.close();
    }

    @Test
    void everySubjectDemandsFullTransitive() throws Exception {
        try (var registry = registry()) {
            assertThat(registry.getAllSubjects())
                    .containsAll(Topics.all().stream()
                            .map(topic -> topic.subject("flowmend."))
                            .toList());
            for (var subject : registry.getAllSubjects()) {
                assertThat(registry.getCompatibility(subject)).as(subject).isEqualTo(Registration.COMPATIBILITY);
            }
            assertThat(registry.getCompatibility(null)).isEqualTo(Registration.COMPATIBILITY);
        }
    }

    @Test
    void anIncompatibleSchemaIsRefused() throws Exception {
        var stranger = new AvroSchema(SchemaBuilder.record("Finding")
                .namespace("io.flowmend.schemas.finding")
                .fields()
                .requiredInt("id")
                .endRecord());
        try (var registry = registry()) {
            assertThatThrownBy(() -> registry.register(Topics.FINDINGS.subject("flowmend."), stranger))
                    .isInstanceOfSatisfying(
                            RestClientException.class,
                            refused -> assertThat(refused.getStatus()).isEqualTo(409));
        }
    }

    @Test
    void settingUpAgainChangesNothing() throws Exception {
        try (var admin = admin()) {
            assertThat(TopicSetup.live("flowmend.", 12).apply(admin)).isEmpty();
            var name = Topics.NODE_FLOWS.name("flowmend.");
            var described = admin.describeTopics(List.of(name)).topicNameValues();
            assertThat(Objects.requireNonNull(described.get(name)).get().partitions())
                    .hasSize(3);
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            var config = Objects.requireNonNull(
                            admin.describeConfigs(List.of(resource)).values().get(resource))
                    .get();
            Topics.NODE_FLOWS
                    .config()
                    .forEach((key, value) -> assertThat(config.get(key).value()).isEqualTo(value));
        }
        SchemaSetup.apply(platform.registryUrl(), "flowmend.");
        try (var registry = registry()) {
            assertThat(registry.getAllVersions(Topics.FINDINGS.subject("flowmend.")))
                    .containsExactly(1);
        }
    }

    @Test
    void whatWasPlayedIsCapturedAgainOnOtherPartitions() throws Exception {
        for (var partitions : new int[] {1, 12}) {
            // Given: topics of its own for each count
            var prefix = "replay" + partitions + ".";
            try (var admin = admin()) {
                TopicSetup.keepEverything(prefix, partitions).apply(admin);
            }
            SchemaSetup.apply(platform.registryUrl(), prefix);
            var kafka = kafka(prefix);
            // When
            new Replayer(kafka)
                    .play(new ReplayPlan(PlayedRecording.SAMPLE, partitions, Duration.ZERO).plays(), Pace.max());
            var captured = new Capture(kafka).take(Capture.inputs());
            // Then
            PlayedRecording.assertHolds(captured.recording(), partitions);
            assertThat(captured.leftOut()).isEmpty();
        }
    }

    @Test
    void aValueThatCannotBeDecodedIsLeftOutOfWhatIsCapturedAndItsPlaceTold() throws Exception {
        // Given a sound record between two that are not: no Avro at all, and a schema that nobody registered
        var prefix = "poisoned.";
        try (var admin = admin()) {
            TopicSetup.keepEverything(prefix, 1).apply(admin);
        }
        SchemaSetup.apply(platform.registryUrl(), prefix);
        var kafka = kafka(prefix);
        var name = Topics.SERVICES.name(prefix);
        var service = Samples.service(0, 1, 1, "a");
        try (var avro = new KafkaAvroSerializer(registry());
                var producer =
                        new KafkaProducer<>(kafka.with(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
            avro.configure(
                    Map.of(
                            KafkaAvroSerializerConfig.SCHEMA_REGISTRY_URL_CONFIG,
                            platform.registryUrl(),
                            KafkaAvroSerializerConfig.AUTO_REGISTER_SCHEMAS,
                            false,
                            KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG,
                            true),
                    false);
            for (var value : List.of(
                    "stale".getBytes(StandardCharsets.UTF_8),
                    avro.serialize(name, service.value()),
                    new byte[] {0, 0, 0x7f, 0, 0, 2})) {
                producer.send(new ProducerRecord<>(name, 0, service.key(), value))
                        .get();
            }
        }
        // When
        var captured = new Capture(kafka).take(List.of(Topics.SERVICES));
        // Then
        assertThat(captured.recording().records())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).hasToString(String.valueOf(service.value())));
        assertThat(captured.leftOut())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith(name + "-0@0: "),
                        second -> assertThat(second).startsWith(name + "-0@2: "));
    }

    @Test
    void anEmptyFindingsTopicHasNoFindings() {
        try (var reader = new FindingReader(kafka("flowmend."))) {
            assertThat(reader.now()).isEmpty();
        }
    }

    @Test
    void aPersonsWordOnAFindingIsSaidByItsIdOrTheBeginningOfIt() throws Exception {
        // Given
        var kafka = kafka("answers.");
        try (var admin = admin()) {
            TopicSetup.keepEverything("answers.", 1).apply(admin);
        }
        SchemaSetup.apply(platform.registryUrl(), "answers.");
        for (var id : List.of("fnd-a1", "fnd-a2", "fnd-b")) {
            open(kafka, id);
        }
        // When
        assertThat(answer("approve", "fnd-a1", "--by", "ada", "--why", "seen it"))
                .isZero();
        assertThat(answer("deny", "fnd-b")).isZero();
        assertThat(answer("approve", "fnd-a")).as("two begin so").isEqualTo(2);
        assertThat(answer("deny", "fnd-c")).as("nobody has it").isEqualTo(3);
        // Then
        var said =
                new Capture(kafka).take(List.of(Topics.APPROVALS)).recording().records();
        assertThat(said)
                .extracting(record -> String.valueOf(record.value()))
                .satisfiesExactly(
                        first -> assertThat(first).contains("fnd-a1", "APPROVE", "\"ada\"", "seen it"),
                        second -> assertThat(second).contains("fnd-b", "DENY"));
    }

    private static int answer(String... words) {
        var all = Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--bootstrap",
                                platform.bootstrap(),
                                "--registry",
                                platform.registryUrl(),
                                "--set",
                                "topic.prefix=answers."))
                .toArray(String[]::new);
        return Main.commandLine().execute(all);
    }

    private static void open(KafkaSettings kafka, String finding) throws Exception {
        try (var producer = new KafkaProducer<String, Finding>(
                kafka.producer(Map.of()), new StringSerializer(), Serdes.serializer(kafka.registry()))) {
            producer.send(new ProducerRecord<>(kafka.topic(Topics.FINDINGS), finding, OpenFinding.of(finding)))
                    .get();
        }
    }

    private static KafkaSettings kafka(String prefix) {
        var settings = new HashMap<>(platform.clientSettings());
        settings.put("topic.prefix", prefix);
        return KafkaSettings.from(Settings.of(settings));
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", platform.bootstrap()));
    }

    private static CachedSchemaRegistryClient registry() {
        return new CachedSchemaRegistryClient(platform.registryUrl(), 10, Map.of());
    }
}

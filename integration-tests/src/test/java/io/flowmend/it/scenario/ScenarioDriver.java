/* Licensed under Apache-2.0. */
package io.flowmend.it.scenario;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.flowmend.common.config.Settings;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.local.outcome.Outcome;
import io.flowmend.local.outcome.Said;
import io.flowmend.local.outcome.TimeForm;
import io.flowmend.local.replay.Play;
import io.flowmend.local.replay.ReplayPlan;
import io.flowmend.local.scenario.Scenario;
import io.flowmend.schemas.Registration;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.streams.config.AppConfig;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.topology.Partitions;
import io.flowmend.streams.topology.PipelineTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology as {@code flowmend replay} runs it, in one thread, over a registry in memory; one for each scenario. */
final class ScenarioDriver implements AutoCloseable {

    /** Longer than frames between stages are held back. */
    private static final Duration STEP = Duration.ofMillis(200);

    /** In which the planner is done with all that it held back to the end. */
    private static final int TURNS = 20;

    private final String registry = UUID.randomUUID().toString();
    private final AppConfig config;
    private final List<Harmless> harmless = new ArrayList<>();
    private final List<RemediationResult> results = new ArrayList<>();
    private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    private final TopologyTestDriver driver;

    ScenarioDriver(String cluster, Path state) throws Exception {
        this.config = AppConfig.from(Settings.of(Map.of(
                "cluster",
                cluster,
                "kafka.bootstrap.servers",
                "unused:1",
                "registry.url",
                "mock://" + registry,
                "streams.replay",
                "true",
                "planner.mode",
                "auto",
                "planner.keys",
                keys(state).toString(),
                "streams.state.dir",
                state.resolve("streams").toString(),
                "streams.state.store",
                "memory")));
        Registration.registerAll(MockSchemaRegistry.getClientForScope(registry), "flowmend.");
        serializer.configure(
                Map.of(
                        "schema.registry.url", "mock://" + registry,
                        "auto.register.schemas", false,
                        "avro.remove.java.properties", true),
                false);
        var properties = new Properties();
        properties.putAll(config.streamsProperties());
        driver = new TopologyTestDriver(
                PipelineTopology.build(
                        config,
                        Partitions.single(),
                        new StreamsMetrics(new SimpleMeterRegistry()),
                        Facts.to(harmless::add)),
                properties,
                Instant.EPOCH);
    }

    private static Path keys(Path state) throws IOException {
        var folder = new KeyFolder(state.resolve("keys"));
        new KeyMaker(folder).make();
        return folder.path();
    }

    Outcome play(Scenario scenario) {
        var plan = new ReplayPlan(scenario.recording(), 1, Duration.ZERO);
        plan.plays().forEach(this::play);
        plan.ends().forEach(this::play);
        for (var turn = 0; turn < TURNS; turn++) {
            driver.advanceWallClockTime(STEP);
        }
        var said = new Said(
                read(Topics.FINDINGS, Finding.class),
                read(Topics.COMMANDS, RemediationCommand.class),
                results,
                harmless);
        return Outcome.of(said, TimeForm.since(scenario.start()));
    }

    private void play(Play play) {
        var name = config.kafka().topic(play.topic());
        var bytes = play.value().map(value -> serializer.serialize(name, value)).orElse(null);
        var headers = new RecordHeaders();
        play.headers().forEach((key, value) -> headers.add(key, value.getBytes(StandardCharsets.UTF_8)));
        driver.createInputTopic(name, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(play.key().orElse(null), bytes, headers, play.timestamp()));
        if (play.topic().equals(Topics.RESULTS) && bytes != null) {
            results.add(Serdes.deserializer(config.kafka().registry(), RemediationResult.class)
                    .deserialize(name, bytes));
        }
        if (play.topic().equals(Topics.NODE_STATUS)) {
            driver.advanceWallClockTime(STEP);
        }
    }

    private <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        var name = config.kafka().topic(topic);
        var deserializer = Serdes.deserializer(config.kafka().registry(), type);
        return driver
                .createOutputTopic(name, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .map(record -> deserializer.deserialize(name, record.value()))
                .toList();
    }

    @Override
    public void close() {
        driver.close();
        serializer.close();
        MockSchemaRegistry.dropScope(registry);
    }
}

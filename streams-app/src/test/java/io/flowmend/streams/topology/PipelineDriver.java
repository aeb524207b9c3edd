/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.flowmend.common.config.Settings;
import io.flowmend.schemas.Registration;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.deadletter.DeadLetter;
import io.flowmend.schemas.deadletter.LateRecord;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.flowmend.streams.config.AppConfig;
import io.flowmend.streams.observe.StreamsMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology in one thread, over a registry in memory; records go in as producers write them. */
final class PipelineDriver implements AutoCloseable {

    static final String CLUSTER = "test";

    private final String scope;
    private final AppConfig config;
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final Serializer<SpecificRecord> serializer;

    PipelineDriver(String scope, Path stateDirectory) throws Exception {
        this.scope = scope;
        Registration.registerAll(MockSchemaRegistry.getClientForScope(scope), "flowmend.");
        var registry = Map.of("schema.registry.url", "mock://" + scope);
        serializer = io.flowmend.schemas.Serdes.serializer(registry);
        config = AppConfig.from(Settings.of(Map.of(
                "cluster",
                CLUSTER,
                "kafka.bootstrap.servers",
                "unused:1",
                "registry.url",
                "mock://" + scope,
                "streams.state.dir",
                stateDirectory.toString())));
        topology = PipelineTopology.build(config, Partitions.single(), new StreamsMetrics(new SimpleMeterRegistry()));
        var properties = new Properties();
        properties.putAll(config.streamsProperties());
        driver = new TopologyTestDriver(topology, properties, Instant.EPOCH);
    }

    Topology topology() {
        return topology;
    }

    void service(String key, ServiceRecord record) {
        send(Topics.SERVICES, key, record, record.getEventTime());
    }

    void slice(String key, EndpointSliceRecord record) {
        send(Topics.ENDPOINT_SLICES, key, record, record.getEventTime());
    }

    void pod(String key, PodRecord record) {
        send(Topics.PODS, key, record, record.getEventTime());
    }

    void flow(FlowRecord record) {
        send(
                Topics.NODE_FLOWS,
                record.getOrigin().getCluster() + "/" + record.getOrigin().getNode(),
                record,
                record.getEventTime());
    }

    void status(String key, StatusRecord record, Instant time) {
        send(Topics.NODE_STATUS, key, record, time);
        driver.advanceWallClockTime(Duration.ofMillis(200));
    }

    void raw(Topic topic, String key, byte[] value, Instant time) {
        input(topic).pipeInput(key, value, time);
    }

    byte[] bytes(Topic topic, SpecificRecord record) {
        return serializer.serialize(config.kafka().topic(topic), record);
    }

    List<Finding> findings() {
        return read(Topics.FINDINGS, Finding.class);
    }

    List<DeadLetter> deadLetters() {
        return read(Topics.DEAD_LETTERS, DeadLetter.class);
    }

    List<LateRecord> late() {
        return read(Topics.LATE, LateRecord.class);
    }

    @Override
    public void close() {
        driver.close();
        MockSchemaRegistry.dropScope(scope);
    }

    private void send(Topic topic, String key, SpecificRecord record, Instant time) {
        raw(topic, key, bytes(topic, record), time);
    }

    private TestInputTopic<String, byte[]> input(Topic topic) {
        return driver.createInputTopic(config.kafka().topic(topic), new StringSerializer(), new ByteArraySerializer());
    }

    private <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        var name = config.kafka().topic(topic);
        var deserializer =
                io.flowmend.schemas.Serdes.deserializer(config.kafka().registry(), type);
        return driver
                .createOutputTopic(name, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .map(TestRecord::value)
                .map(bytes -> deserializer.deserialize(name, bytes))
                .toList();
    }
}

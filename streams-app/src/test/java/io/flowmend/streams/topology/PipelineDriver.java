/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.flowmend.common.config.Settings;
import io.flowmend.schemas.Registration;
import io.flowmend.schemas.ReplayHeaders;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.NamespaceRecord;
import io.flowmend.schemas.cluster.NamespaceState;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.deadletter.DeadLetter;
import io.flowmend.schemas.deadletter.LateRecord;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.remediation.Answer;
import io.flowmend.schemas.remediation.Approval;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.ResultStatus;
import io.flowmend.schemas.telemetry.EndpointLatencyRecord;
import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.ProgrammedRecord;
import io.flowmend.schemas.telemetry.PropagationRecord;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.flowmend.streams.config.AppConfig;
import io.flowmend.streams.observe.StreamsMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
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
    private long spent;
    private int copies = 1;

    PipelineDriver(String scope, Path stateDirectory) throws Exception {
        this(scope, stateDirectory, Map.of());
    }

    PipelineDriver(String scope, Path stateDirectory, Map<String, String> more) throws Exception {
        this.scope = scope;
        Registration.registerAll(MockSchemaRegistry.getClientForScope(scope), "flowmend.");
        var registry = Map.of("schema.registry.url", "mock://" + scope);
        serializer = io.flowmend.schemas.Serdes.serializer(registry);
        var values = new HashMap<>(Map.of(
                "cluster",
                CLUSTER,
                "kafka.bootstrap.servers",
                "unused:1",
                "registry.url",
                "mock://" + scope,
                "streams.state.dir",
                stateDirectory.toString(),
                "streams.state.store",
                "memory"));
        values.putAll(more);
        config = AppConfig.from(Settings.of(values));
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

    void endpoint(EndpointRecord record) {
        send(
                Topics.NODE_ENDPOINTS,
                record.getOrigin().getCluster() + "/" + record.getOrigin().getNode(),
                record,
                record.getEventTime());
    }

    void programmed(ProgrammedRecord record) {
        send(
                Topics.NODE_PROGRAMMED,
                record.getOrigin().getCluster() + "/" + record.getOrigin().getNode(),
                record,
                record.getEventTime());
    }

    List<PropagationRecord> propagations() {
        return read(Topics.PROPAGATION, PropagationRecord.class);
    }

    List<EndpointLatencyRecord> latencies() {
        return read(Topics.ENDPOINT_LATENCY, EndpointLatencyRecord.class);
    }

    void status(String key, StatusRecord record, Instant time) {
        send(Topics.NODE_STATUS, key, record, time);
        driver.advanceWallClockTime(Duration.ofMillis(200));
        spent += 200;
    }

    void namespace(String name, Map<String, String> annotations, Instant at) {
        namespace(name, annotations, at, false);
    }

    void namespaceDeleted(String name, Map<String, String> annotations, Instant at) {
        namespace(name, annotations, at, true);
    }

    private void namespace(String name, Map<String, String> annotations, Instant at, boolean deleted) {
        var record = NamespaceRecord.newBuilder()
                .setOrigin(new ApiOrigin(CLUSTER, "Namespace", name, "1", at, false))
                .setEventTime(at)
                .setDeleted(deleted)
                .setState(NamespaceState.newBuilder()
                        .setName(name)
                        .setUid(name)
                        .setCreatedAt(at)
                        .setAnnotations(annotations)
                        .build())
                .build();
        send(Topics.NAMESPACES, CLUSTER + "/" + name, record, at);
    }

    void result(RemediationCommand command, ResultStatus status, String reason, Instant at, Long... ports) {
        var result = RemediationResult.newBuilder()
                .setCommandId(command.getId())
                .setFindingId(command.getFindingId())
                .setCluster(CLUSTER)
                .setNode(command.getNode())
                .setAttempt(command.getAttempt())
                .setStatus(status)
                .setMode(command.getMode())
                .setReason(reason)
                .setAt(at)
                .setDurationMicros(1000)
                .setNetlinkPorts(List.of(ports))
                .build();
        send(Topics.RESULTS, command.getId(), result, at);
    }

    void approval(String finding, Answer answer, Instant at) {
        var word = Approval.newBuilder()
                .setFindingId(finding)
                .setCluster(CLUSTER)
                .setAnswer(answer)
                .setBy("ada")
                .setAt(at)
                .build();
        send(Topics.APPROVALS, finding, word, at);
    }

    void live(Instant now) {
        driver.advanceWallClockTime(Duration.between(Instant.EPOCH, now).minusMillis(spent));
        spent = now.toEpochMilli();
    }

    List<Decision> decisions() {
        return read(Topics.DECISIONS, Decision.class);
    }

    List<RemediationCommand> commands() {
        return read(Topics.COMMANDS, RemediationCommand.class);
    }

    /** Every record that is sent meanwhile is read twice. */
    void twice(Runnable sending) {
        copies = 2;
        sending.run();
        copies = 1;
    }

    void raw(Topic topic, String key, byte[] value, Instant time) {
        for (var copy = 0; copy < copies; copy++) {
            input(topic).pipeInput(key, value, time);
        }
    }

    void tombstone(Topic topic, String key, Instant time) {
        input(topic).pipeInput(new TestRecord<>(key, null, time));
    }

    /** The last record of a replay's topic. */
    void end(Topic topic) {
        var headers = new RecordHeaders();
        headers.add(
                ReplayHeaders.END, RekeyProcessor.upstream(topic.suffix(), 0).getBytes(StandardCharsets.UTF_8));
        input(topic).pipeInput(new TestRecord<>("end", null, headers, Instant.EPOCH));
        driver.advanceWallClockTime(Duration.ofMillis(200));
        spent += 200;
    }

    byte[] bytes(Topic topic, SpecificRecord record) {
        return serializer.serialize(config.kafka().topic(topic), record);
    }

    /** All but those about telemetry, which come wherever a test leaves a node silent or loses something. */
    List<Finding> findings() {
        return read(Topics.FINDINGS, Finding.class).stream()
                .filter(finding -> !finding.getRule().equals("telemetry"))
                .toList();
    }

    List<Finding> telemetry() {
        return read(Topics.FINDINGS, Finding.class).stream()
                .filter(finding -> finding.getRule().equals("telemetry"))
                .toList();
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

/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.flowmend.common.config.Settings;
import io.flowmend.schemas.Registration;
import io.flowmend.schemas.ReplayHeaders;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.config.AppConfig;
import io.flowmend.streams.config.StateStore;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.topology.PlantTask.Line;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The stages of {@link PipelineTopology} over topics in memory, with any number of partitions: the seed decides who reads
 * what first, and who is restarted. A detector that needs another stage is wired here as it is there.
 */
public final class Plant {

    public static final String CLUSTER = "test";

    private static final String SCOPE = "plant";
    private static final int MOST_ROUNDS = 2_000_000;

    /**
     * A record of an input topic.
     *
     * @param time event time
     */
    public record Letter(String key, SpecificRecord value, Instant time) {}

    private final int partitions;
    private final Inputs inputs;
    private final StreamsMetrics metrics = new StreamsMetrics(new SimpleMeterRegistry());
    private final List<PlantTask> tasks = new ArrayList<>();
    private final PlantTopics topics;
    private final PlantProducts products;

    /** @param settings beside the defaults */
    public Plant(int partitions, Map<String, String> settings) {
        var values = new HashMap<>(
                Map.of("cluster", CLUSTER, "kafka.bootstrap.servers", "unused:1", "registry.url", "mock://" + SCOPE));
        values.putAll(settings);
        this.partitions = partitions;
        this.topics = new PlantTopics(partitions);
        this.products = new PlantProducts(topics);
        this.inputs = new Inputs(
                AppConfig.from(Settings.of(values)),
                new Partitions(partitions, partitions, partitions, partitions, partitions));
        wire();
    }

    /** Registers the schemas; once per process. */
    public static Serializer<SpecificRecord> open() {
        try {
            Registration.registerAll(MockSchemaRegistry.getClientForScope(SCOPE), "flowmend.");
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
        return io.flowmend.schemas.Serdes.serializer(Map.of("schema.registry.url", "mock://" + SCOPE));
    }

    /** As the producers' default partitioner has it. */
    public static int partitionOf(String key, int partitions) {
        return IntakeProcessor.partitionOf(key, partitions);
    }

    public void write(Serializer<SpecificRecord> serializer, Topic topic, int partition, Letter letter) {
        var name = inputs.config().kafka().topic(topic);
        topics.of(name)
                .get(partition)
                .add(new Line(
                        letter.key(),
                        serializer.serialize(name, letter.value()),
                        letter.time().toEpochMilli(),
                        origins(letter)));
    }

    /** A replay names the original place. Here it is the same on any number of partitions, so that evidence can be compared. */
    private Headers origins(Letter letter) {
        return inputs.config().replay()
                ? headers(Map.of(
                        ReplayHeaders.ORIGIN_PARTITION,
                        "0",
                        ReplayHeaders.ORIGIN_OFFSET,
                        Integer.toString(letter.value().hashCode() & Integer.MAX_VALUE)))
                : new RecordHeaders();
    }

    private static Headers headers(Map<String, String> of) {
        var headers = new RecordHeaders();
        of.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    /** Nothing more is written: what a replay ends with. */
    public void end() {
        Topics.all().stream()
                .filter(topic -> topic.role() == Topic.Role.INPUT)
                .forEach(topic -> IntStream.range(0, partitions)
                        .forEach(partition -> topics.of(inputs.config().kafka().topic(topic))
                                .get(partition)
                                .add(new Line(
                                        "end",
                                        new byte[0],
                                        0,
                                        headers(Map.of(
                                                ReplayHeaders.END,
                                                RekeyProcessor.upstream(topic.suffix(), partition)))))));
    }

    /** Until nothing moves any more. */
    public PlantProducts.Product run(RandomGenerator random, Instant wall) {
        tasks.forEach(PlantTask::start);
        var now = wall;
        for (var round = 0; round < MOST_ROUNDS; round++) {
            now = now.plusMillis(10);
            var ready = tasks.stream().filter(PlantTask::isReady).toList();
            if (ready.isEmpty()) {
                now = now.plusMillis(200);
                for (var task : tasks) {
                    task.tick(now);
                }
                if (tasks.stream().noneMatch(PlantTask::isReady)) {
                    return products.all();
                }
                continue;
            }
            var task = ready.get(random.nextInt(ready.size()));
            task.step(now, random.nextInt(64), 1 + random.nextInt(40));
            if (random.nextInt(8) == 0) {
                task.tick(now);
            }
            if (random.nextInt(200) == 0) {
                task.start();
            }
        }
        throw new AssertionError("the plant does not come to an end");
    }

    private void wire() {
        var flows = inputs.decoder(FlowRecord.class);
        var nodes = NodeStages.of(inputs, flows, metrics, Facts.NOBODY_ASKS);
        every(
                Names.REKEY,
                stage(Names.REKEY, () -> new RekeyProcessor(inputs, metrics), Names.REKEY_STORE),
                read(Topics.SERVICES, Topics.ENDPOINT_SLICES));
        every(
                Names.SERVICES,
                stage(
                        Names.SERVICES,
                        () -> new ServicesProcessor(inputs, metrics),
                        Names.SERVICES_STORE,
                        Names.SERVICES_FACTS,
                        Names.SERVICES_EARLY),
                List.of(Names.BY_SERVICE));
        every(
                Names.PODS,
                stage(Names.PODS, () -> new PodsProcessor(inputs, metrics), Names.PODS_STORE, Names.PODS_NODES),
                read(Topics.PODS));
        every(
                Names.INTAKE,
                stage(Names.INTAKE, () -> new IntakeProcessor(inputs, metrics), Names.INTAKE_STORE),
                read(Topics.NODE_FLOWS, Topics.NODE_ENDPOINTS, Topics.NODE_PROGRAMMED, Topics.NODE_STATUS));
        every(
                Names.CLUSTER_NODES,
                stage(Names.CLUSTER_NODES, () -> new ClusterNodesProcessor(inputs, metrics), Names.CLUSTER_NODES_STORE),
                read(Topics.NODES));
        var addresses = new AddressStages(inputs, flows, metrics, Facts.NOBODY_ASKS);
        var byAddress = List.of(
                Names.BY_ADDRESS_API, Names.BY_ADDRESS_PODS, Names.BY_ADDRESS_CLUSTER_NODES, Names.BY_ADDRESS_NODES);
        every(Names.ADDRESS, addresses.address(), byAddress);
        every(Names.OWNERS, addresses.owners(), byAddress);
        every(Names.NODE, nodes.node(), List.of(Names.BY_NODE_PODS, Names.BY_NODE_NODES));
        one(Names.CAUSES, nodes.causes(), List.of(Names.BY_CLUSTER_LATE));
        var proxies = PropagationStages.of(inputs, metrics);
        every(Names.PROPAGATION, proxies.proxies(), List.of(Names.BY_NODE_CHANGES, Names.BY_NODE_PROGRAMMED));
        one(Names.PROPAGATION_SUMS, proxies.sums(), List.of(Names.BY_CLUSTER_COUNTED));
        one(
                Names.PLANNER,
                stage(Names.PLANNER, () -> new PlannerProcessor(inputs, metrics), Names.PLANNER_STORE),
                List.of(
                        Names.BY_CLUSTER_FOUND,
                        Names.BY_CLUSTER_NODES,
                        Names.BY_CLUSTER_CAUSES,
                        Names.BY_CLUSTER_STALLED,
                        Names.BY_CLUSTER_SERVICES,
                        Names.BY_CLUSTER_INBOX,
                        Names.BY_CLUSTER_CLOCK));
        every(
                Names.INBOX,
                stage(Names.INBOX, () -> new InboxProcessor(inputs, metrics)),
                read(Topics.NAMESPACES, Topics.APPROVALS, Topics.RESULTS));
    }

    private ProcessorSupplier<String, byte[], String, Outgoing> stage(
            String name, Supplier<? extends Stage> processor, String... stores) {
        return PipelineTopology.stage(
                inputs,
                name,
                processor,
                Stream.of(stores)
                        .map(store -> KafkaSortedStore.named(store, StateStore.MEMORY))
                        .toArray(StoreBuilder<?>[]::new));
    }

    private List<String> read(Topic... names) {
        return Stream.of(names).map(inputs.config().kafka()::topic).toList();
    }

    private void every(String stage, ProcessorSupplier<String, byte[], String, Outgoing> supplier, List<String> from) {
        IntStream.range(0, partitions).forEach(partition -> {
            var task = new PlantTask(stage, partition, supplier, products::take);
            from.forEach(name -> task.reads(name, partition, topics.of(name).get(partition)));
            tasks.add(task);
        });
    }

    private void one(String stage, ProcessorSupplier<String, byte[], String, Outgoing> supplier, List<String> from) {
        var task = new PlantTask(stage, 0, supplier, products::take);
        from.forEach(name -> task.reads(name, 0, topics.single(name)));
        tasks.add(task);
    }
}

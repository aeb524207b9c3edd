/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.PolicyRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.config.AppConfig;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.topology.Outgoing.Edge;
import io.flowmend.streams.topology.Outgoing.Onward;
import io.flowmend.streams.topology.Outgoing.ToCauses;
import io.flowmend.streams.topology.Outgoing.ToNode;
import io.flowmend.streams.topology.Outgoing.ToPlanner;
import io.flowmend.streams.topology.Outgoing.ToProxies;
import io.flowmend.streams.topology.Outgoing.ToSums;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The diagram.
 *
 * <pre>
 * k8s.services ───────┐
 * k8s.endpointslices ─┴► rekey ─by-service─► services ─by-address-api──┐
 * k8s.pods ────────────► pods ────────────────────────by-address-pods──┼─► address, owners ─by-cluster-found─► planner
 * node.flows ─────┐                                                    │
 * node.endpoints ─┤                                                    │
 * node.programmed ┼► intake ──────────────────────────by-address-nodes─┘
 * node.status ────┘
 * pods ──by-node-pods──┬► node ─by-cluster-late─► causes ─by-cluster-causes─► planner
 * intake ─by-node-nodes┘    └──► endpoint-latency, ─by-cluster-nodes─► planner
 * rekey ──by-node-changes─────┬► propagation ─by-cluster-counted─► propagation-sums ─by-cluster-stalled─► planner
 * intake ─by-node-programmed─┘                                          └──► propagation
 * k8s.namespaces, remediation.approvals, remediation.results ─► remediation-inbox ─by-cluster-inbox─► planner
 * rekey ─by-cluster-services─► planner, intake ─by-cluster-clock─► planner
 * planner ─► findings, remediation.decisions, remediation.commands
 * k8s.nodes ─► cluster-nodes ─by-address-cluster-nodes─► address
 * k8s.policies ─► validate                                       (each stage) ─► deadletters, late
 * </pre>
 */
public final class PipelineTopology {

    private final Inputs inputs;
    private final StreamsMetrics metrics;
    private final Facts facts;
    private final StreamsBuilder builder;

    private PipelineTopology(AppConfig config, Partitions partitions, StreamsMetrics metrics, Facts facts) {
        this.facts = facts;
        this.inputs = new Inputs(config, partitions);
        this.metrics = metrics;
        // Without a TopologyConfig unnamed stores and topics would slip through (StreamsFactsTest).
        this.builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(config.streamsProperties())));
    }

    /** @param partitions as the broker has them: a stage waits for every upstream partition to speak */
    public static Topology build(AppConfig config, Partitions partitions, StreamsMetrics metrics) {
        return build(config, partitions, metrics, Facts.NOBODY_ASKS);
    }

    /** @param facts told of what the rules judge harmless */
    public static Topology build(AppConfig config, Partitions partitions, StreamsMetrics metrics, Facts facts) {
        return new PipelineTopology(config, partitions, metrics, facts).build();
    }

    /** Name of the topic that grows while the planner decides. */
    public static String plannerChangelog(String applicationId) {
        return applicationId + "-" + Names.PLANNER_STORE + "-changelog";
    }

    private Topology build() {
        var flows = inputs.decoder(FlowRecord.class);
        var outputs = new OutputTopics(inputs);
        var addressStages = new AddressStages(inputs, flows, metrics, facts);

        var rekeyed = read(Names.REKEY, Topics.SERVICES, Topics.ENDPOINT_SLICES)
                .process(
                        stage(
                                inputs,
                                Names.REKEY,
                                () -> new RekeyProcessor(inputs, metrics),
                                inputs.store(Names.REKEY_STORE)),
                        Named.as(Names.REKEY));
        var services = across(rekeyed, Names.BY_SERVICE)
                .process(
                        stage(
                                inputs,
                                Names.SERVICES,
                                () -> new ServicesProcessor(inputs, metrics),
                                inputs.store(Names.SERVICES_STORE),
                                inputs.store(Names.SERVICES_FACTS),
                                inputs.store(Names.SERVICES_EARLY)),
                        Named.as(Names.SERVICES));
        var pods = read(Names.PODS, Topics.PODS)
                .process(
                        stage(
                                inputs,
                                Names.PODS,
                                () -> new PodsProcessor(inputs, metrics),
                                inputs.store(Names.PODS_STORE),
                                inputs.store(Names.PODS_NODES)),
                        Named.as(Names.PODS));
        var nodes = read(
                        Names.INTAKE,
                        Topics.NODE_FLOWS,
                        Topics.NODE_ENDPOINTS,
                        Topics.NODE_PROGRAMMED,
                        Topics.NODE_STATUS)
                .process(
                        stage(
                                inputs,
                                Names.INTAKE,
                                () -> new IntakeProcessor(inputs, metrics),
                                inputs.store(Names.INTAKE_STORE)),
                        Named.as(Names.INTAKE));
        var clusterNodes = read(Names.CLUSTER_NODES, Topics.NODES)
                .process(
                        stage(
                                inputs,
                                Names.CLUSTER_NODES,
                                () -> new ClusterNodesProcessor(inputs, metrics),
                                inputs.store(Names.CLUSTER_NODES_STORE)),
                        Named.as(Names.CLUSTER_NODES));
        var byAddress = across(services, Names.BY_ADDRESS_API)
                .merge(across(pods, Names.BY_ADDRESS_PODS), Named.as("by-address-said"))
                .merge(across(clusterNodes, Names.BY_ADDRESS_CLUSTER_NODES), Named.as("by-address-of-nodes"))
                .merge(across(nodes, Names.BY_ADDRESS_NODES), Named.as("by-address"));
        var addresses = byAddress.process(addressStages.address(), Named.as(Names.ADDRESS));
        var owners = byAddress.process(addressStages.owners(), Named.as(Names.OWNERS));
        var nodeStages = NodeStages.of(inputs, flows, metrics, facts);
        var endpoints = across(pods, Names.BY_NODE_PODS, ToNode.class)
                .merge(across(nodes, Names.BY_NODE_NODES, ToNode.class), Named.as("by-node"))
                .process(nodeStages.node(), Named.as(Names.NODE));
        var causes = toOne(endpoints, Names.BY_CLUSTER_LATE, ToCauses.class)
                .process(nodeStages.causes(), Named.as(Names.CAUSES));
        var proxyStages = PropagationStages.of(inputs, metrics);
        var proxies = across(rekeyed, Names.BY_NODE_CHANGES, ToProxies.class)
                .merge(across(nodes, Names.BY_NODE_PROGRAMMED, ToProxies.class), Named.as("by-node-proxies"))
                .process(proxyStages.proxies(), Named.as(Names.PROPAGATION));
        var sums = toOne(proxies, Names.BY_CLUSTER_COUNTED, ToSums.class)
                .process(proxyStages.sums(), Named.as(Names.PROPAGATION_SUMS));
        var inbox = read(Names.INBOX, Topics.NAMESPACES, Topics.APPROVALS, Topics.RESULTS)
                .process(stage(inputs, Names.INBOX, () -> new InboxProcessor(inputs, metrics)), Named.as(Names.INBOX));
        var planned = toPlanner(addresses.merge(owners, Named.as("by-cluster-of-addresses")), Names.BY_CLUSTER_FOUND)
                .merge(toPlanner(inbox, Names.BY_CLUSTER_INBOX), Named.as("by-cluster-with-inbox"))
                .merge(toPlanner(endpoints, Names.BY_CLUSTER_NODES), Named.as("by-cluster-with-nodes"))
                .merge(toPlanner(causes, Names.BY_CLUSTER_CAUSES), Named.as("by-cluster-with-causes"))
                .merge(toPlanner(sums, Names.BY_CLUSTER_STALLED), Named.as("by-cluster-with-stalled"))
                .merge(toPlanner(rekeyed, Names.BY_CLUSTER_SERVICES), Named.as("by-cluster-with-services"))
                .merge(toPlanner(nodes, Names.BY_CLUSTER_CLOCK), Named.as("by-cluster"))
                .process(
                        stage(
                                inputs,
                                Names.PLANNER,
                                () -> new PlannerProcessor(inputs, metrics),
                                inputs.store(Names.PLANNER_STORE)),
                        Named.as(Names.PLANNER));
        var validated = read(Names.VALIDATE, Topics.POLICIES)
                .process(
                        stage(inputs, Names.VALIDATE, () -> new ValidateProcessor(unjoined(), metrics)),
                        Named.as(Names.VALIDATE));

        new TreeMap<>(Map.ofEntries(
                        Map.entry(Names.REKEY, rekeyed),
                        Map.entry(Names.SERVICES, services),
                        Map.entry(Names.PODS, pods),
                        Map.entry(Names.INTAKE, nodes),
                        Map.entry(Names.CLUSTER_NODES, clusterNodes),
                        Map.entry(Names.ADDRESS, addresses),
                        Map.entry(Names.OWNERS, owners),
                        Map.entry(Names.NODE, endpoints),
                        Map.entry(Names.CAUSES, causes),
                        Map.entry(Names.PROPAGATION, proxies),
                        Map.entry(Names.PROPAGATION_SUMS, sums),
                        Map.entry(Names.INBOX, inbox),
                        Map.entry(Names.PLANNER, planned),
                        Map.entry(Names.VALIDATE, validated)))
                .forEach(outputs::ofEvery);
        outputs.ofPlanner(planned);
        outputs.ofNodes(endpoints);
        outputs.ofPropagation(sums);
        return builder.build();
    }

    private KStream<String, byte[]> read(String stage, Topic... topics) {
        var names = List.of(topics).stream().map(inputs.config().kafka()::topic).toList();
        return builder.stream(
                names, Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(stage + "-source"));
    }

    /** Over a repartition: data by its key, frames to every partition. */
    private KStream<String, byte[]> across(KStream<String, Outgoing> from, String name) {
        return across(from, name, Onward.class);
    }

    private KStream<String, byte[]> across(KStream<String, Outgoing> from, String name, Class<? extends Edge> kind) {
        return edges(from, name, kind)
                .repartition(Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                        .withName(name)
                        .withNumberOfPartitions(inputs.partitions().stages())
                        .withStreamPartitioner((topic, key, value, partitions) -> Names.EVERYWHERE.equals(key)
                                ? Optional.of(everyPartition(partitions))
                                : Optional.of(Set.of(IntakeProcessor.partitionOf(key, partitions)))));
    }

    private static Set<Integer> everyPartition(int partitions) {
        return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
    }

    /** One cluster per topic prefix, so one partition holds all that a planner must see together. */
    private KStream<String, byte[]> toPlanner(KStream<String, Outgoing> from, String name) {
        return toOne(from, name, ToPlanner.class);
    }

    private static KStream<String, byte[]> toOne(
            KStream<String, Outgoing> from, String name, Class<? extends Edge> kind) {
        return edges(from, name, kind)
                .repartition(Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                        .withName(name)
                        .withNumberOfPartitions(1));
    }

    private static KStream<String, byte[]> edges(
            KStream<String, Outgoing> from, String name, Class<? extends Edge> kind) {
        return OutputTopics.part(from, name + "-onward", kind, Edge::edge);
    }

    private Map<String, Decoder<? extends SpecificRecord>> unjoined() {
        var kafka = inputs.config().kafka();
        return Map.of(kafka.topic(Topics.POLICIES), inputs.decoder(PolicyRecord.class));
    }

    /** Stores come with the processor that owns them. In a replay a stage has an end. */
    static ProcessorSupplier<String, byte[], String, Outgoing> stage(
            Inputs inputs, String name, Supplier<? extends Stage> processor, StoreBuilder<?>... stores) {
        var replay = inputs.config().replay();
        var all = new LinkedHashSet<>(List.of(stores)); // the order of Set.of differs from run to run
        if (replay && all.isEmpty()) {
            all.add(inputs.store(name));
        }
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], String, Outgoing> get() {
                return replay
                        ? new Ending(
                                processor.get(),
                                name,
                                all.getFirst().name(),
                                inputs.partitions().stages())
                        : processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return all;
            }
        };
    }
}

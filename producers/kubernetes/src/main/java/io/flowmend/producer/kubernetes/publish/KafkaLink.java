/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.change.NamespaceFacts;
import io.flowmend.producer.kubernetes.change.NodeFacts;
import io.flowmend.producer.kubernetes.change.PodFacts;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import io.flowmend.producer.kubernetes.change.SliceFacts;
import io.flowmend.producer.kubernetes.health.KubernetesMetrics;
import io.flowmend.producer.kubernetes.health.Progress;
import io.flowmend.producer.kubernetes.mark.MarkRule;
import io.flowmend.producer.kubernetes.mark.MonotoneClock;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Both directions: what the topics hold at start, and the one producer that writes them from then on. */
public final class KafkaLink implements AutoCloseable {

    /** Every topic that is written. */
    public static final List<Topic> TOPICS = List.of(
            Topics.PODS, Topics.SERVICES, Topics.ENDPOINT_SLICES, Topics.NODES, Topics.NAMESPACES, Topics.NODE_STATUS);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** What the link needs of its owner. */
    public record Surroundings(
            KafkaSettings settings,
            MonotoneClock clock,
            InstantSource wallClock,
            Progress progress,
            KubernetesMetrics metrics,
            Consumer<Throwable> failed) {}

    private final Producer<String, SpecificRecord> producer;
    private final Line<PodFacts> pods;
    private final Line<ServiceFacts> services;
    private final Line<SliceFacts> slices;
    private final Line<NodeFacts> nodes;
    private final Line<NamespaceFacts> namespaces;

    private KafkaLink(Clients clients, Surroundings around) {
        var pods = new PodCodec();
        var services = new ServiceCodec();
        var slices = new SliceCodec();
        var nodes = new NodeCodec();
        var namespaces = new NamespaceCodec();
        var cluster = around.settings().cluster();
        var podMemory = Memory.of(pods, cluster, clients.deserializer(pods.type()));
        var serviceMemory = Memory.of(services, cluster, clients.deserializer(services.type()));
        var sliceMemory = Memory.of(slices, cluster, clients.deserializer(slices.type()));
        var nodeMemory = Memory.of(nodes, cluster, clients.deserializer(nodes.type()));
        var namespaceMemory = Memory.of(namespaces, cluster, clients.deserializer(namespaces.type()));
        readBack(
                clients,
                Map.of(
                        around.settings().topic(Topics.PODS), podMemory::remember,
                        around.settings().topic(Topics.SERVICES), serviceMemory::remember,
                        around.settings().topic(Topics.ENDPOINT_SLICES), sliceMemory::remember,
                        around.settings().topic(Topics.NODES), nodeMemory::remember,
                        around.settings().topic(Topics.NAMESPACES), namespaceMemory::remember));
        this.producer = clients.producer();
        var status = new StatusOutlet(
                cluster,
                around.settings().topic(Topics.NODE_STATUS),
                new Sender(producer, around.failed()),
                around.clock(),
                around.wallClock());
        var shared =
                new TopicOutlet.Surroundings(cluster, around.wallClock(), around.progress(), around.metrics(), status);
        this.pods = line(pods, podMemory, around, shared);
        this.services = line(services, serviceMemory, around, shared);
        this.slices = line(slices, sliceMemory, around, shared);
        this.nodes = line(nodes, nodeMemory, around, shared);
        this.namespaces = line(namespaces, namespaceMemory, around, shared);
    }

    /** @throws StartupFailure if the topics cannot be read back */
    public static KafkaLink open(Clients clients, Surroundings around) {
        try {
            return new KafkaLink(clients, around);
        } catch (KafkaException failed) {
            throw new StartupFailure("the topics cannot be read back: " + root(failed));
        }
    }

    private static void readBack(Clients clients, Map<String, Readback.Reader> readers) {
        try (var consumer = clients.consumer()) {
            Readback.run(consumer, readers);
        }
    }

    private <F extends Facts, R extends SpecificRecord> Line<F> line(
            Codec<F, R> codec, Memory<F> memory, Surroundings around, TopicOutlet.Surroundings shared) {
        around.clock().after(memory.latest());
        around.metrics().unreadable(codec.kind(), memory.unreadable());
        around.metrics().objects(codec.kind(), memory.tracker().size());
        var sender = new Sender(producer, around.failed());
        var topic = around.settings().topic(codec.topic());
        return new Line<>(
                memory.tracker(),
                new MarkRule(memory.watermark()),
                new TopicOutlet<>(codec, topic, sender, shared, memory.watermark()));
    }

    private static String root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    public Line<PodFacts> pods() {
        return pods;
    }

    public Line<ServiceFacts> services() {
        return services;
    }

    public Line<SliceFacts> slices() {
        return slices;
    }

    public Line<NodeFacts> nodes() {
        return nodes;
    }

    public Line<NamespaceFacts> namespaces() {
        return namespaces;
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}

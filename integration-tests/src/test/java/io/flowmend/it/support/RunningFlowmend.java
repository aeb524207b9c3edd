/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.lab.cluster.ControlPlane;
import io.flowmend.lab.cluster.User;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.platform.Platform;
import io.flowmend.local.platform.PlatformSettings;
import io.flowmend.local.platform.StateFolder;
import io.flowmend.local.platform.TopicSetup;
import io.flowmend.producer.kubernetes.KubernetesAccess;
import io.flowmend.producer.kubernetes.KubernetesProducer;
import io.flowmend.producer.kubernetes.config.KubernetesConfig;
import io.flowmend.producer.node.NodeProducer;
import io.flowmend.producer.node.config.NodeConfig;
import io.flowmend.streams.StreamsApp;
import io.flowmend.streams.config.AppConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that {@code up} runs, in this process: broker, registry, topology, and producers as a test asks for them. */
public final class RunningFlowmend implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);

    private final StateFolder state = StateFolder.temporary();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Platform platform;
    private final StreamsApp streams;
    private final FindingsSeen findings;
    private @Nullable KubernetesProducer kubernetes;

    private RunningFlowmend() {
        platform = Platform.start(
                state, new PlatformSettings(registryHome(), 0, 0, TopicSetup.live("flowmend.", 2)), line -> {});
        var settings = Settings.of(
                with(Map.of("streams.state.dir", state.path().resolve("streams").toString())));
        streams = StreamsApp.start(AppConfig.from(settings), metrics);
        Waiting.until("the topology runs", READY, () -> streams.ready().good());
        findings = FindingsSeen.from(kafka());
    }

    public static RunningFlowmend start() {
        return new RunningFlowmend();
    }

    /** The Kubernetes producer, ready. */
    public void watchCluster(ControlPlane plane, int throughPort) {
        var settings = Settings.of(with(Map.of(
                "kubernetes.kubeconfig",
                plane.kubeconfig(User.ADMIN, throughPort).toString())));
        var config = KubernetesConfig.from(settings);
        var access = KubernetesAccess.find(config.kubeconfig(), Map.of());
        if (!(access instanceof KubernetesAccess.Reachable(var client, var from))) {
            throw new AssertionError("no access: " + access.describe());
        }
        var producer =
                KubernetesProducer.start(config, kafka(), KubernetesAccess.client(client), metrics, failure -> {});
        kubernetes = producer;
        Waiting.until(
                "the Kubernetes producer is ready, by " + from,
                READY,
                () -> producer.ready().good());
    }

    /** One node producer for all these nodes, ready. The caller closes it. */
    public NodeProducer watchNodes(LabNode... nodes) {
        var namespaces = Stream.of(nodes)
                .map(node -> node.name() + "=" + node.namespace().path())
                .collect(Collectors.joining(","));
        var config = NodeConfig.from(Settings.of(with(Map.of("node.namespaces", namespaces))));
        var producer = NodeProducer.start(config, kafka(), metrics);
        Waiting.until(
                "the node producer is ready", READY, () -> producer.ready().good());
        return producer;
    }

    public FindingsSeen findings() {
        return findings;
    }

    public KafkaSettings kafka() {
        return KafkaSettings.from(Settings.of(with(Map.of())));
    }

    public Platform platform() {
        return platform;
    }

    @Override
    public void close() {
        findings.close();
        Optional.ofNullable(kubernetes).ifPresent(KubernetesProducer::close);
        streams.close();
        platform.close();
        state.close();
    }

    private Map<String, String> with(Map<String, String> own) {
        var settings = new HashMap<>(platform.clientSettings());
        settings.put("cluster", "lab");
        settings.putAll(own);
        return settings;
    }

    /** Where the build of deploy/local has unpacked it. */
    private static Path registryHome() {
        return Path.of("..", "deploy", "local", "target", "apicurio");
    }
}

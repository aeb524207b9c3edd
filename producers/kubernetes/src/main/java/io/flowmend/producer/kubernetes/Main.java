/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaCheck;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.HttpSettings;
import io.flowmend.common.observe.ObservabilityServer;
import io.flowmend.common.process.Life;
import io.flowmend.producer.kubernetes.config.KubernetesConfig;
import io.flowmend.producer.kubernetes.publish.KafkaLink;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The Kubernetes producer as a process of its own. */
@CommandLine.Command(
        name = "kubernetes",
        description = "Publishes Pods, Services, EndpointSlices and Nodes of a cluster to Kafka.")
public final class Main extends Launch {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** What this process can be told; also read by the page of settings. */
    public record Config(KafkaSettings kafka, HttpSettings http, KubernetesConfig kubernetes) {
        public static Config from(Settings settings) {
            return new Config(
                    KafkaSettings.from(settings), HttpSettings.from(settings), KubernetesConfig.from(settings));
        }
    }

    @Override
    protected ExitCode run(Map<String, String> values) throws Exception {
        var settings = Settings.of(KubernetesConfig.withPod(values, System.getenv()));
        var config = Config.from(settings);
        settings.done();
        var access = credentials(config.kubernetes());
        KafkaCheck.partitions(config.kafka(), KafkaLink.TOPICS);
        var failure = new AtomicReference<@Nullable Throwable>();
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (var life = new Life("Kubernetes producer");
                var client = KubernetesAccess.client(access);
                var producer =
                        KubernetesProducer.start(config.kubernetes(), config.kafka(), client, metrics, failure::set);
                var server = ObservabilityServer.start(config.http(), producer::health, producer::ready, metrics)) {
            LOG.atInfo()
                    .addKeyValue("cluster", config.kafka().cluster())
                    .addKeyValue("address", access.getMasterUrl())
                    .addKeyValue("port", server.port())
                    .log("Kubernetes producer runs");
            return life.awaitEnd(() -> Optional.ofNullable(failure.get()));
        }
    }

    /** An API server that does not answer yet is waited for; without credentials there is nothing to wait for. */
    private static io.fabric8.kubernetes.client.Config credentials(KubernetesConfig config) {
        return switch (KubernetesAccess.find(config.kubeconfig(), System.getenv())) {
            case KubernetesAccess.Reachable reachable -> reachable.config();
            case KubernetesAccess.Unreachable unreachable -> {
                LOG.atWarn().addKeyValue("reason", unreachable.describe()).log("API server cannot be watched yet");
                yield unreachable.config();
            }
            case KubernetesAccess.Absent absent -> throw new StartupFailure(absent.describe());
        };
    }
}

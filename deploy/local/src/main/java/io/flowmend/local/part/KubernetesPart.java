/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.Status;
import io.flowmend.producer.kubernetes.KubernetesAccess;
import io.flowmend.producer.kubernetes.KubernetesProducer;
import io.flowmend.producer.kubernetes.config.KubernetesConfig;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The Kubernetes producer inside {@code up}: attached where a kubeconfig or an in-cluster account is. */
public final class KubernetesPart implements Part {

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable KubernetesClient client;
    private @Nullable KubernetesProducer producer;

    @Override
    public String name() {
        return "Kubernetes producer";
    }

    @Override
    public List<String> prefixes() {
        return List.of("kubernetes.");
    }

    @Override
    public Attachment attach(PartContext context) {
        var settings = Settings.of(KubernetesConfig.withPod(context.settings(), System.getenv()));
        var kafka = KafkaSettings.from(settings);
        var config = KubernetesConfig.from(settings);
        settings.done();
        return switch (KubernetesAccess.find(config.kubeconfig(), System.getenv())) {
            case KubernetesAccess.Absent absent -> new Attachment.NotAttached(absent.describe());
            case KubernetesAccess.Unreachable unreachable -> new Attachment.NotAttached(unreachable.describe());
            case KubernetesAccess.Reachable reachable -> {
                client = KubernetesAccess.client(reachable.config());
                producer = KubernetesProducer.start(config, kafka, client, context.metrics(), failure::set);
                yield new Attachment.Attached(reachable.describe());
            }
        };
    }

    @Override
    public Status health() {
        var failed = failure.get();
        if (failed != null) {
            return Status.bad("failed: " + failed);
        }
        return producer == null ? Status.bad("not started") : producer.health();
    }

    @Override
    public Optional<String> ended() {
        return Optional.ofNullable(failure.get()).map(Throwable::toString);
    }

    @Override
    public Status ready() {
        return producer == null ? Status.bad("not started") : producer.ready();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
        if (client != null) {
            client.close();
        }
    }
}

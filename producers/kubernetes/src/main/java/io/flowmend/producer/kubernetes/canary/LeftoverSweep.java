/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes canaries whose owner is gone: it patches every second, so an old stamp has no owner any more. */
final class LeftoverSweep implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverSweep.class);

    /** Generous towards a clock that differs; a mistake costs the other producer one creation. */
    private static final Duration OLD = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final String namespace;
    private final InstantSource clock;

    LeftoverSweep(KubernetesClient client, String namespace, InstantSource clock) {
        this.client = client;
        this.namespace = namespace;
        this.clock = clock;
    }

    @Override
    public void run() {
        sweep(() -> client.pods()
                .inNamespace(namespace)
                .withLabel(CanarySign.LABEL, "true")
                .list()
                .getItems());
        sweep(() -> client.services()
                .inNamespace(namespace)
                .withLabel(CanarySign.LABEL, "true")
                .list()
                .getItems());
        sweep(() -> client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel(CanarySign.LABEL, "true")
                .list()
                .getItems());
    }

    private void sweep(Supplier<? extends List<? extends HasMetadata>> list) {
        try {
            leftovers(list.get()).forEach(leftover -> {
                client.resource(leftover).withGracePeriod(0).delete();
                LOG.atInfo()
                        .addKeyValue("kind", leftover.getKind())
                        .addKeyValue("name", leftover.getMetadata().getName())
                        .log("removed the canary of an earlier life");
            });
        } catch (KubernetesClientException failed) {
            LOG.atDebug().addKeyValue("reason", failed.getMessage()).log("leftover canaries not removed");
        }
    }

    private Stream<? extends HasMetadata> leftovers(List<? extends HasMetadata> canaries) {
        var limit = clock.instant().minus(OLD);
        return canaries.stream()
                .filter(CanarySign::on)
                .filter(canary -> CanarySign.stamp(canary)
                        .map(stamp -> stamp.isBefore(limit))
                        .orElse(true));
    }
}

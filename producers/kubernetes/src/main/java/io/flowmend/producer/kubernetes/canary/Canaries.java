/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.config.CanaryConfig;
import io.flowmend.producer.kubernetes.health.Progress;
import java.time.InstantSource;
import java.util.List;

/** Puts the canaries of one producer life together. */
public final class Canaries {

    /** @param id of this life; part of every name */
    public static CanaryLoop loop(
            KubernetesClient client,
            CanaryConfig config,
            String id,
            InstantSource clock,
            Progress progress,
            CanaryMetrics metrics) {
        var canaries = config.enabled() ? all(config, "flowmend-canary-" + id) : List.<Canary>of();
        var sweep = new LeftoverSweep(client, config.namespace(), clock);
        return new CanaryLoop(client, canaries, sweep, config, clock, progress, metrics);
    }

    private static List<Canary> all(CanaryConfig config, String name) {
        var namespace = config.namespace();
        return List.of(
                config.ownPod()
                        .map(own -> new Canary(
                                Kind.POD,
                                new PodBuilder()
                                        .withNewMetadata()
                                        .withNamespace(own.namespace())
                                        .withName(own.name())
                                        .endMetadata()
                                        .build(),
                                false))
                        .orElseGet(() -> new Canary(Kind.POD, CanaryObjects.pod(namespace, name), true)),
                new Canary(Kind.SERVICE, CanaryObjects.service(namespace, name), true),
                new Canary(Kind.ENDPOINT_SLICE, CanaryObjects.slice(namespace, name), true));
    }

    private Canaries() {}
}

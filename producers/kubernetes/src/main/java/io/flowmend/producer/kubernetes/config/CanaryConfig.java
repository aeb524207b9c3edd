/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import java.util.Optional;

/**
 * Where the canaries live.
 *
 * @param enabled false to write nothing at all to the API: watermarks then move by bookmarks
 * @param ownPod the producer's own Pod, if it runs in one
 */
public record CanaryConfig(boolean enabled, String namespace, Optional<OwnPod> ownPod) {

    /** The Pod this process runs in. */
    public record OwnPod(String namespace, String name) {}

    private static final Check<String> NAME =
            Check.matching("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", "a Kubernetes name: a-z, 0-9, dash, dot");

    public static CanaryConfig from(Settings settings) {
        var enabled = settings.flag(
                "kubernetes.canary.enabled",
                true,
                "Whether to write canary objects; without them watermarks move by bookmarks and hold back 90 s.");
        var namespace = settings.text(
                "kubernetes.canary.namespace", "default", NAME, "Namespace in which canary objects are created.");
        var pod = settings.optional(
                "kubernetes.pod.name", NAME, "Pod this process runs in, used as canary; else from POD_NAME.");
        var podNamespace =
                settings.optional("kubernetes.pod.namespace", NAME, "Namespace of that Pod; else from POD_NAMESPACE.");
        settings.require(
                pod.isPresent() == podNamespace.isPresent(),
                "kubernetes.pod.name and kubernetes.pod.namespace: set both or none");
        return new CanaryConfig(enabled, namespace, podNamespace.flatMap(ns -> pod.map(name -> new OwnPod(ns, name))));
    }
}

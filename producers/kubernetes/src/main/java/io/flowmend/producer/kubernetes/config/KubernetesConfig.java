/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the Kubernetes producer.
 *
 * @param kubeconfig credentials to use; else KUBECONFIG, else the account of the Pod
 * @param pageSize objects per page of a list
 */
public record KubernetesConfig(Optional<Path> kubeconfig, CanaryConfig canary, int pageSize) {

    public static KubernetesConfig from(Settings settings) {
        var kubeconfig = settings.optional(
                "kubernetes.kubeconfig",
                Check.notBlank(),
                "File with credentials of the API server; else KUBECONFIG, else the account of the Pod.");
        var page = settings.integer(
                "kubernetes.list.page", 500, Check.between(1, 10_000), "Objects per page when a type is listed.");
        return new KubernetesConfig(kubeconfig.map(Path::of), CanaryConfig.from(settings), page);
    }

    /** What the downward API says about our Pod, unless the settings say it already or only half of it is there. */
    public static Map<String, String> withPod(Map<String, String> settings, Map<String, String> environment) {
        var name = environment.getOrDefault("POD_NAME", "");
        var namespace = environment.getOrDefault("POD_NAMESPACE", "");
        if (name.isBlank() || namespace.isBlank() || settings.containsKey("kubernetes.pod.name")) {
            return settings;
        }
        var merged = new HashMap<>(settings);
        merged.put("kubernetes.pod.name", name);
        merged.put("kubernetes.pod.namespace", namespace);
        return Map.copyOf(merged);
    }
}

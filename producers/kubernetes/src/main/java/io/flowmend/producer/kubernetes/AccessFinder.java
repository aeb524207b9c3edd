/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.flowmend.producer.kubernetes.KubernetesAccess.Absent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for credentials. {@code ~/.kube/config} is not taken by itself: whatever cluster its current context names would
 * get canary objects without anybody having asked for it.
 */
record AccessFinder(Map<String, String> environment) {

    private static final String VARIABLE = "KUBECONFIG";

    KubernetesAccess find(Optional<Path> configured) {
        if (configured.isPresent()) {
            return fromFile(configured.get(), "kubernetes.kubeconfig");
        }
        var variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isBlank()) {
            var first = variable.split(File.pathSeparator, 2)[0];
            return fromFile(Path.of(first), VARIABLE);
        }
        if (KubernetesAccess.inCluster(environment)) {
            return KubernetesAccess.probe(Config.autoConfigure(null), "the account of the Pod");
        }
        return new Absent("no Kubernetes credentials: kubernetes.kubeconfig and " + VARIABLE
                + " are not set, and this is no Pod with an account" + home());
    }

    private static KubernetesAccess fromFile(Path file, String key) {
        if (!Files.isReadable(file)) {
            return new Absent(key + " is '" + file + "', which cannot be read");
        }
        try {
            return KubernetesAccess.probe(Config.fromKubeconfig(file.toFile()), key + " " + file);
        } catch (RuntimeException malformed) {
            return new Absent(key + " is '" + file + "', which is no kubeconfig: " + malformed.getMessage());
        }
    }

    private String home() {
        var home = Path.of(environment.getOrDefault("HOME", "."), ".kube", "config");
        return Files.isReadable(home) ? " (" + home + " is not taken by itself: set " + VARIABLE + ")" : "";
    }
}

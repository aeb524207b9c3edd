/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Whether there is a cluster to watch, and why not. */
public sealed interface KubernetesAccess {

    /** One line for a person. */
    String describe();

    /** @param from where the credentials come from */
    record Reachable(Config config, String from) implements KubernetesAccess {
        @Override
        public String describe() {
            return config.getMasterUrl() + " by " + from;
        }
    }

    /** There are credentials, but the API server does not answer or does not let us read; it may do so later. */
    record Unreachable(Config config, String from, String why) implements KubernetesAccess {
        @Override
        public String describe() {
            return config.getMasterUrl() + " by " + from + ": " + why;
        }
    }

    /** There are no credentials that can be used. */
    record Absent(String why) implements KubernetesAccess {
        @Override
        public String describe() {
            return why;
        }
    }

    /** @param kubeconfig as configured; else {@code KUBECONFIG}, else the account of the Pod */
    static KubernetesAccess find(Optional<Path> kubeconfig, Map<String, String> environment) {
        return new AccessFinder(environment).find(kubeconfig);
    }

    /** A client as this producer wants it: it tries again by itself, so the client's own retries are off. */
    static KubernetesClient client(Config config) {
        var timeout = (int) Duration.ofSeconds(10).toMillis();
        config.setConnectionTimeout(timeout);
        config.setRequestTimeout(timeout);
        config.setRequestRetryBackoffLimit(0);
        config.setWatchReconnectLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Asks for one object of each type. */
    static KubernetesAccess probe(Config config, String from) {
        var one = new ListOptionsBuilder().withLimit(1L).build();
        try (var client = client(config)) {
            client.pods().inAnyNamespace().list(one);
            client.services().inAnyNamespace().list(one);
            client.discovery().v1().endpointSlices().inAnyNamespace().list(one);
            client.nodes().list(one);
            return new Reachable(config, from);
        } catch (KubernetesClientException refused) {
            return new Unreachable(config, from, why(refused));
        }
    }

    private static String why(KubernetesClientException refused) {
        Throwable root = refused;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** Where an in-cluster account is mounted. */
    static boolean inCluster(Map<String, String> environment) {
        return environment.containsKey("KUBERNETES_SERVICE_HOST")
                && Files.isReadable(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH));
    }
}

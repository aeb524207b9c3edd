/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps objects and tells watches of them, without any of the rules of a real API server: to play with, not to measure. */
public final class MockApi implements Api {

    /** It would tell of every request. Held, or the level is forgotten with it. */
    private static final Logger REQUESTS = Logger.getLogger("io.fabric8.mockwebserver.MockWebServer");

    private final KubernetesMockServer server;
    private final Path kubeconfig;

    private MockApi(KubernetesMockServer server, Path kubeconfig) {
        this.server = server;
        this.kubeconfig = kubeconfig;
    }

    /** @param folder takes a kubeconfig */
    public static MockApi start(Path folder) {
        REQUESTS.setLevel(Level.WARNING);
        var server = new KubernetesMockServer(
                new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
        server.init(InetAddress.ofLiteral("127.0.0.1"), 0);
        try {
            var kubeconfig = Files.writeString(folder.resolve("kubeconfig-mock"), """
                    apiVersion: v1
                    kind: Config
                    clusters:
                    - name: mock
                      cluster: {server: "http://127.0.0.1:%d"}
                    users:
                    - name: mock
                      user: {token: mock}
                    contexts:
                    - name: mock
                      context: {cluster: mock, user: mock, namespace: default}
                    current-context: mock
                    """.formatted(server.getPort()));
            return new MockApi(server, kubeconfig);
        } catch (IOException unwritable) {
            server.destroy();
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    @Override
    public boolean real() {
        return false;
    }

    @Override
    public void close() {
        server.destroy();
    }
}

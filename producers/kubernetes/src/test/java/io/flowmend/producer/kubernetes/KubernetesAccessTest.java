/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.flowmend.producer.kubernetes.KubernetesAccess.Absent;
import io.flowmend.producer.kubernetes.KubernetesAccess.Reachable;
import io.flowmend.producer.kubernetes.KubernetesAccess.Unreachable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnableKubernetesMockClient(crud = true)
class KubernetesAccessTest {

    private @Nullable KubernetesClient client;

    @TempDir
    private @Nullable Path home;

    @Test
    void withoutCredentialsItSaysWhereItLooked() {
        assertThat(KubernetesAccess.find(Optional.empty(), Map.of()))
                .isInstanceOf(Absent.class)
                .satisfies(absent -> assertThat(absent.describe()).contains("kubernetes.kubeconfig", "KUBECONFIG"));
    }

    @Test
    void theCurrentContextOfTheHomeFolderIsNotTakenByItself() throws Exception {
        Files.createDirectories(home().resolve(".kube"));
        Files.writeString(home().resolve(".kube/config"), kubeconfig("http://127.0.0.1:1"));

        assertThat(KubernetesAccess.find(Optional.empty(), Map.of("HOME", home().toString())))
                .isInstanceOf(Absent.class)
                .satisfies(absent -> assertThat(absent.describe()).contains("is not taken by itself"));
    }

    @Test
    void aFileThatIsMissingOrNoKubeconfigIsNamed() throws Exception {
        var broken = Files.writeString(home().resolve("broken"), "clusters: {{{");

        assertThat(KubernetesAccess.find(Optional.of(home().resolve("missing")), Map.of())
                        .describe())
                .contains("kubernetes.kubeconfig is '", "missing', which cannot be read");
        assertThat(KubernetesAccess.find(Optional.empty(), Map.of("KUBECONFIG", broken.toString())))
                .isInstanceOf(Absent.class)
                .satisfies(absent -> assertThat(absent.describe()).contains("which is no kubeconfig"));
    }

    @Test
    void aServerThatDoesNotAnswerIsUnreachable() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var file = Files.writeString(home().resolve("config"), kubeconfig("http://127.0.0.1:" + port));

        assertThat(KubernetesAccess.find(Optional.of(file), Map.of()))
                .isInstanceOf(Unreachable.class)
                .satisfies(unreachable -> assertThat(unreachable.describe()).contains("127.0.0.1:" + port, "refused"));
    }

    @Test
    void aServerThatAnswersIsReachable() throws Exception {
        var server = Objects.requireNonNull(client).getMasterUrl().toString();
        var file = Files.writeString(home().resolve("config"), kubeconfig(server));

        assertThat(KubernetesAccess.find(Optional.of(file), Map.of())).isInstanceOf(Reachable.class);
    }

    private Path home() {
        return Objects.requireNonNull(home);
    }

    private static String kubeconfig(String server) {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(server);
    }
}

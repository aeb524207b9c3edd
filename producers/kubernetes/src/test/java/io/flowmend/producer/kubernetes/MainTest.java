/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    @TempDir
    private @Nullable Path home;

    @Test
    void everyWrongSettingIsOneLine() {
        var said = run(
                2,
                "--set",
                "kubernetes.list.page=none",
                "--set",
                "kubernetes.typo=1",
                "--set",
                "registry.url=r",
                "--set",
                "kafka.bootstrap.servers=b");

        assertThat(said.lines().toList())
                .containsExactlyInAnyOrder(
                        "flowmend: kubernetes.list.page is 'none'; allowed: 1 to 10000",
                        "flowmend: kubernetes.typo is not a setting of this process; 'flowmend config' lists all");
    }

    @Test
    void missingCredentialsAreOneLine() {
        var said = run(
                4,
                "--set",
                "registry.url=http://127.0.0.1:1",
                "--set",
                "kafka.bootstrap.servers=127.0.0.1:1",
                "--set",
                "kubernetes.kubeconfig=/nowhere/config");

        assertThat(said.strip())
                .isEqualTo("flowmend: kubernetes.kubeconfig is '/nowhere/config', which cannot be read");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsOneLine() throws Exception {
        var kubeconfig = Files.writeString(Objects.requireNonNull(home).resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """);

        var said = run(
                4,
                "--set",
                "registry.url=http://127.0.0.1:1",
                "--set",
                "kafka.bootstrap.servers=127.0.0.1:1",
                "--set",
                "kubernetes.kubeconfig=" + kubeconfig);

        assertThat(said.lines()).singleElement().asString().contains("kafka.bootstrap.servers", "127.0.0.1:1");
    }

    private static String run(int expected, String... arguments) {
        var before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(new CommandLine(new Main()).execute(arguments)).isEqualTo(expected);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code up} as a process of its own, killed as hard as a process can be. */
class UpIT {

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aKilledPlatformStartsAgainOnTheSameStateAndLeavesNoRegistryBehind() throws Exception {
        // Given
        var state = folder.resolve("state");
        var first = up(state);
        var cluster = clusterId(ready(first));
        var registry = registry(state);
        // When
        first.destroyForcibly().waitFor();
        var again = ready(up(state));
        // Then
        assertThat(registry.onExit()).succeedsWithin(java.time.Duration.ofMinutes(1));
        assertThat(clusterId(again)).isEqualTo(cluster);
        assertThat(registry(state).isAlive()).isTrue();
    }

    @Test
    void aStoppedEphemeralPlatformLeavesNothing() throws Exception {
        // Given
        var up = up(folder.resolve("unused"), "--ephemeral");
        var state = Path.of(ready(up).required("state").asText());
        var registry = registry(state);
        // When
        up.destroy();
        // Then
        assertThat(up.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(up.exitValue()).isEqualTo(143);
        assertThat(registry.isAlive()).isFalse();
        assertThat(state).doesNotExist();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theDemoEndsWithZeroWhenAllCameAsExpected() throws Exception {
        // When
        var demo = up(folder.resolve("unused"), "--demo", "--once");
        // Then
        assertThat(demo.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(demo.exitValue()).as(this::errors).isZero();
        assertThat(errors()).contains("DRY_RUN, would have acted").contains("all came as expected");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void oneAlteredEventMakesTheDemoFail() throws Exception {
        // Given a scenario in which the pod of statsd lives on
        var scenario = Files.createDirectory(folder.resolve("scenario"));
        for (var file : List.of("in.jsonl", "node.jsonl", "expected.jsonl")) {
            try (var ours = Objects.requireNonNull(UpIT.class.getResourceAsStream("/demo/" + file))) {
                Files.copy(ours, scenario.resolve(file));
            }
        }
        var in = scenario.resolve("in.jsonl");
        Files.write(in, Files.readAllLines(in).stream().map(UpIT::livingOn).toList());
        // When
        var demo = up(folder.resolve("unused"), "--demo", "--once", "--scenario", scenario.toString());
        // Then
        assertThat(demo.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(demo.exitValue()).as(this::errors).isEqualTo(1);
        assertThat(errors()).contains("expected and not found: ghostflow on node-b: 10.244.3.7");
    }

    private static String livingOn(String line) {
        return line.contains("\"uid\": \"pod-statsd\"")
                ? line.replace("\"deleted\": true", "\"deleted\": false")
                : line;
    }

    private Process up(Path state, String... more) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(
                java,
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback-local.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "io.flowmend.local.Main",
                "up",
                "--json",
                "--state",
                state.toString(),
                "--partitions",
                "1",
                "--port",
                "0",
                "--registry-port",
                "0",
                "--http-port",
                "0"));
        command.addAll(List.of(more));
        var up = new ProcessBuilder(command)
                .redirectError(folder.resolve("up.err").toFile())
                .start();
        started.add(up);
        return up;
    }

    private JsonNode ready(Process up) throws IOException {
        var line = up.inputReader().readLine();
        assertThat(line).as(() -> errors()).isNotNull();
        return new ObjectMapper().readTree(Objects.requireNonNull(line));
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("up.err"));
        } catch (IOException gone) {
            return gone.toString();
        }
    }

    private static String clusterId(JsonNode addresses) throws Exception {
        try (var admin = Admin.create(
                Map.of("bootstrap.servers", addresses.required("bootstrap").asText()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static ProcessHandle registry(Path state) throws IOException {
        var pid = Files.readString(state.resolve("registry").resolve("pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}

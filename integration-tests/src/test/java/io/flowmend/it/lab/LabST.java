/* Licensed under Apache-2.0. */
package io.flowmend.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flowmend.it.support.Requirements;
import io.flowmend.lab.LabCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Two runs of each case with Flowmend and one without; with {@code -Plab} as many as the figures ask for. */
class LabST {

    private static final String RUNS = System.getProperty("flowmend.lab.runs", "2");
    private static final String OFF_RUNS = System.getProperty("flowmend.lab.off.runs", "1");

    private record Answer(int exit, JsonNode summary, String all) {}

    @BeforeEach
    void needsKernelAndControlPlane() {
        Requirements.kernel();
        Requirements.controlPlaneWith("kube-proxy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unnated",
                "udp-emptied",
                "udp-deleted",
                "udp-misdelivery",
                "syn-recycled",
                "half-open",
                "pinned-socket"
            })
    void whatIsBrokenIsMendedAndWithoutFlowmendItIsNot(String name) {
        var answer = lab(name, "--runs", RUNS, "--off-runs", OFF_RUNS);
        assertThat(answer.exit()).as(answer.all()).isZero();
        assertThat(answer.summary().path("mended").asText()).isEqualTo(RUNS);
        assertThat(answer.summary().path("wrong").asInt(-1)).isZero();
        assertThat(answer.summary().path("off").path("runs").asText()).isEqualTo(OFF_RUNS);
        assertThat(answer.summary().path("off").path("mended").asInt(-1)).isZero();
    }

    @Test
    void whatKubeProxyMendsIsLeftToIt() {
        var answer = lab("unnated", "--dataplane", "kube-proxy", "--runs", RUNS, "--off-runs", "0");
        assertThat(answer.exit()).as(answer.all()).isZero();
        assertThat(answer.summary().path("commands").asInt(-1)).isZero();
    }

    @Test
    void whatOnlyLooksLikeAFaultIsNotCommanded() {
        var answer = lab("controls", "--runs", "1");
        assertThat(answer.exit()).as(answer.all()).isZero();
        assertThat(answer.summary().path("commands").asInt(-1)).isZero();
    }

    @Test
    void nothingOfALabIsLeft() throws IOException {
        lab("half-open", "--runs", "0", "--off-runs", "1");
        try (Stream<Path> names = Files.list(Path.of("/run/netns"))) {
            var mine = "flowmend-" + ProcessHandle.current().pid() + "-";
            assertThat(names.filter(name -> name.getFileName().toString().startsWith(mine)))
                    .isEmpty();
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private static Answer lab(String... words) {
        var usual = System.out;
        var said = new ByteArrayOutputStream();
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            var arguments = Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new);
            var exit = new CommandLine(new LabCommand()).execute(arguments);
            var all = said.toString(StandardCharsets.UTF_8);
            return new Answer(exit, summary(all), all);
        } finally {
            System.setOut(usual);
        }
    }

    private static JsonNode summary(String all) {
        var last = all.lines().reduce("{}", (before, line) -> line);
        try {
            return new JsonMapper().readTree(last).path("summary");
        } catch (IOException unsound) {
            throw new UncheckedIOException(unsound);
        }
    }
}

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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Each case of a broken flow twice; with {@code -Plab} all cases, as often as the figures of {@code docs/benchmarks.md} ask
 * for, and judged by them.
 */
class LabST {

    private static final boolean FULL = Boolean.getBoolean("flowmend.lab.full");
    /** Hold of the ghosts, and what detection and mending may add to it. */
    private static final int HOLD_AND_MENDING = 2_000 + 1_500;

    private static final String[] GHOSTS = {
        "udp-emptied", "udp-deleted", "udp-misdelivery", "syn-recycled", "half-open", "pinned-socket"
    };

    private record Answer(int exit, List<JsonNode> summaries, String all) {}

    @BeforeEach
    void needsKernelAndControlPlane() {
        Requirements.kernel();
        Requirements.controlPlaneWith("kube-proxy");
    }

    @Test
    void aFlowThatWasLeftUntranslatedIsMendedAndWithoutFlowmendItIsNot() {
        var summary = mended(runs(50), FULL ? 5 : 1, "unnated").getFirst();
        if (FULL) {
            assertThat(millis(summary, "p50")).isLessThanOrEqualTo(100);
            assertThat(millis(summary, "p99")).isLessThanOrEqualTo(300);
        }
    }

    @Test
    void ghostsAreMended() {
        var summaries = mended(runs(20), FULL ? 3 : 0, GHOSTS);
        if (FULL) {
            assertThat(summaries)
                    .allSatisfy(summary -> assertThat(millis(summary, "p99")).isLessThanOrEqualTo(HOLD_AND_MENDING));
        }
    }

    @Test
    void twoThousandFlowsOfOneFaultAreMended() {
        Requirements.that(FULL, "two thousand flows of one fault run with -Plab");
        var summary = mended(2, 0, "many").getFirst();
        assertThat(summary.path("commands").asInt(-1))
                .as("two a run, as its bound of 1,024 flows a command says")
                .isEqualTo(4);
    }

    @Test
    void whatKubeProxyMendsIsLeftToIt() {
        Requirements.that(FULL, "what kube-proxy mends runs with -Plab");
        var summary = mended(10, 0, "unnated", "--dataplane", "kube-proxy").getFirst();
        assertThat(summary.path("commands").asInt(-1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "kube-proxy"})
    void whatOnlyLooksLikeAFaultIsNotCommanded(String dataplane) {
        Requirements.that(FULL, "the controls run with -Plab");
        var answer = lab("controls", "--dataplane", dataplane, "--runs", "20");
        assertThat(answer.exit()).as(answer.all()).isZero();
        assertThat(answer.summaries().getFirst().path("commands").asInt(-1)).isZero();
    }

    @AfterEach
    void nothingOfALabIsLeft() throws IOException {
        try (Stream<Path> names = Files.list(Path.of("/run/netns"))) {
            var mine = "flowmend-" + ProcessHandle.current().pid() + "-";
            assertThat(names.filter(name -> name.getFileName().toString().startsWith(mine)))
                    .isEmpty();
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private static int runs(int whenFull) {
        return FULL ? whenFull : 2;
    }

    private static int millis(JsonNode summary, String which) {
        return summary.path("millis").path(which).asInt(Integer.MAX_VALUE);
    }

    private static List<JsonNode> mended(int runs, int offRuns, String... words) {
        var counts = Stream.of("--runs", "" + runs, "--off-runs", "" + offRuns, "--warm-up", FULL ? "1" : "0");
        var answer = lab(Stream.concat(Stream.of(words), counts).toArray(String[]::new));
        assertThat(answer.exit()).as(answer.all()).isZero();
        assertThat(answer.summaries()).isNotEmpty().allSatisfy(summary -> {
            assertThat(summary.path("mended").asInt()).isEqualTo(runs);
            assertThat(summary.path("wrong").asInt(-1)).isZero();
            assertThat(summary.path("off").path("runs").asInt(-1)).isEqualTo(offRuns);
            assertThat(summary.path("off").path("mended").asInt(-1)).isZero();
        });
        return answer.summaries();
    }

    private static Answer lab(String... words) {
        var usual = System.out;
        var said = new ByteArrayOutputStream();
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            var arguments = Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new);
            var exit = new CommandLine(new LabCommand()).execute(arguments);
            var all = said.toString(StandardCharsets.UTF_8);
            if (FULL) {
                usual.print(all); // an hour is worth keeping
            }
            return new Answer(exit, summaries(all), all);
        } finally {
            System.setOut(usual);
        }
    }

    private static List<JsonNode> summaries(String all) {
        return all.lines()
                .map(LabST::read)
                .filter(line -> line.has("summary"))
                .map(line -> line.path("summary"))
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return new JsonMapper().readTree(line);
        } catch (IOException unsound) {
            throw new UncheckedIOException(unsound);
        }
    }
}

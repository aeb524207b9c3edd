/* Licensed under Apache-2.0. */
package io.flowmend.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.local.outcome.Expectation;
import io.flowmend.local.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code scenarios/RULE/NAME}: what goes in, and all that may come out. {@code docs/scenarios.md} tells how to write one. */
class ScenariosTest {

    private static final Path ROOT = Path.of("src", "test", "resources", "scenarios");

    @TempDir
    Path state;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyScenarioComesAsExpected() throws IOException {
        return folders().stream()
                .map(folder ->
                        DynamicTest.dynamicTest(ROOT.relativize(folder).toString(), () -> comesAsExpected(folder)));
    }

    /** A file that nobody reads proves nothing. */
    @Test
    void everyFileIsRead() throws IOException {
        var read = folders().stream()
                .flatMap(folder -> Stream.of(folder.resolve(Scenario.IN), folder.resolve(Expectation.OUT)))
                .toList();
        try (var files = Files.walk(ROOT)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactlyInAnyOrderElementsOf(read);
        }
    }

    @Test
    void whatIsNotExpectedIsTold() throws Exception {
        // Given
        var folder = ROOT.resolve(Path.of("stalenat", "entry-older-than-backend"));
        var expected = Files.readAllLines(folder.resolve(Expectation.OUT));
        // When
        var outcome = played(folder);
        // Then: nothing expected, and one thing that does not come
        assertThat(Expectation.read(List.of()).differences(outcome)).isNotEmpty();
        assertThat(Expectation.read(Stream.concat(
                                        expected.stream(), Stream.of("{\"kind\": \"finding\", \"rule\": \"none\"}"))
                                .toList())
                        .differences(outcome))
                .hasSize(1);
    }

    private void comesAsExpected(Path folder) throws Exception {
        assertThat(Files.readAllLines(folder.resolve(Scenario.IN)).getFirst())
                .as("%s begins with the line of the field guide that it shows", folder)
                .startsWith("# ");
        var outcome = played(folder);
        assertThat(Expectation.read(Files.readAllLines(folder.resolve(Expectation.OUT)))
                        .differences(outcome))
                .as("%s: %s", folder, outcome.lines())
                .isEmpty();
    }

    private io.flowmend.local.outcome.Outcome played(Path folder) throws Exception {
        var scenario = Scenario.read(folder);
        try (var driver = new ScenarioDriver(scenario.cluster(), Files.createTempDirectory(state, "scenario"))) {
            return driver.play(scenario);
        }
    }

    private static List<Path> folders() throws IOException {
        try (var folders = Files.walk(ROOT, 2)) {
            return folders.filter(folder -> ROOT.relativize(folder).getNameCount() == 2)
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }
}

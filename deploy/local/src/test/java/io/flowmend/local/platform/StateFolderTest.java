/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.cli.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir
    private Path folder;

    @Test
    void aSecondPlatformOnTheSameFolderIsOneClearLine() {
        try (var first = StateFolder.open(folder)) {
            assertThatThrownBy(() -> StateFolder.open(first.path()))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessage("state folder " + folder
                            + " is in use by a running platform; stop that one or choose another with --state");
        }
        StateFolder.open(folder).close();
    }

    @Test
    void otherCommandsFindThePlatformUntilItStops() {
        try (var state = StateFolder.open(folder)) {
            state.running().write(Map.of("registry.url", "http://127.0.0.1:1"));
            assertThat(new RunningFile(folder).read()).contains(Map.of("registry.url", "http://127.0.0.1:1"));
        }
        assertThat(new RunningFile(folder).read()).isEmpty();
    }

    @Test
    void anEphemeralFolderIsGoneAtTheEnd() throws IOException {
        var state = StateFolder.temporary();
        Files.createDirectories(state.broker());
        Files.writeString(state.broker().resolve("segment"), "x");
        state.close();
        assertThat(state.path()).doesNotExist();
    }

    @Test
    void aFolderStaysLockedForOtherProcessesWhileThisOneMakesAnother() throws Exception {
        try (var first = StateFolder.temporary();
                var second = StateFolder.temporary()) {
            assertThat(first.path()).isNotEqualTo(second.path());
            assertThat(exitOf(Sweep.class)).isZero();
            assertThat(first.path()).exists();
        }
    }

    /** Another process that begins, and so removes what nobody holds. */
    static final class Sweep {
        public static void main(String[] arguments) {
            StateFolder.temporary().close();
        }
    }

    private static int exitOf(Class<?> main) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .inheritIO()
                .start()
                .waitFor();
    }
}

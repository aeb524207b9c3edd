/* Licensed under Apache-2.0. */
package io.flowmend.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.it.support.Requirements;
import io.flowmend.lab.Main;
import io.flowmend.lab.process.JavaChild;
import io.flowmend.lab.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab as a process of its own, as people start and stop it. */
class LabProcessST {

    private static final Duration SOON = Duration.ofMinutes(1);
    /** 128 and SIGINT, as a shell tells it. */
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    @BeforeEach
    void needsKernel() {
        Requirements.kernel();
    }

    @Test
    void ctrlCLeavesNoNamespaceAndNoProcess() throws IOException {
        Requirements.controlPlaneWith();
        try (var lab = JavaChild.startSession(folder, Main.class, arguments(1_000), Set.of())) {
            Waiting.until("the first run is told", SOON, () -> {
                assertThat(lab.alive()).as(lab::err).isTrue();
                return lab.out().contains("\"run\":1");
            });
            var started = lab.descendants();
            assertThat(started).as("control plane, registry, executor").hasSizeGreaterThanOrEqualTo(4);
            assertThat(namespaces(lab)).isNotEmpty();
            // When
            lab.interrupt();
            // Then
            assertThat(lab.ends(SOON)).as(lab::err).isEqualTo(INTERRUPTED);
            assertThat(namespaces(lab)).isEmpty();
            assertThat(started).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void withoutAControlPlaneNoFigureCounts() {
        try (var lab = JavaChild.startSession(folder, Main.class, arguments(1), Set.of("KUBEBUILDER_ASSETS"))) {
            assertThat(lab.ends(SOON)).as(lab::err).isZero();
            assertThat(lab.out()).contains("\"mended\":1", "\"counts\":false,\"why\":\"mock API server\"");
        }
    }

    private static List<String> arguments(int runs) {
        return List.of("unnated", "--runs", "" + runs, "--off-runs", "0", "--warm-up", "0", "--json");
    }

    private static List<Path> namespaces(JavaChild lab) throws IOException {
        try (Stream<Path> names = Files.list(Path.of("/run/netns"))) {
            return names.filter(name -> name.getFileName().toString().startsWith("flowmend-" + lab.pid() + "-"))
                    .toList();
        }
    }
}

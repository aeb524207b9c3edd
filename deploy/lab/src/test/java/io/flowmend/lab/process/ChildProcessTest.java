/* Licensed under Apache-2.0. */
package io.flowmend.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ChildProcessTest {

    @TempDir
    private Path folder;

    @Test
    void nothingOfAChildThatIsClosedIsLeft() {
        var before = sleeps();
        var child = ChildProcess.start(folder, "child", List.of("sleep", "1000"));
        var started = ProcessHandle.of(child.pid()).orElseThrow().descendants().toList();
        child.close();
        assertThat(started).noneMatch(ProcessHandle::isAlive);
        assertThat(sleeps()).as("of a guard").isSubsetOf(before);
    }

    @Test
    void aChildThatEndsByItselfTakesItsGuardAlong() {
        var child = ChildProcess.start(folder, "child", List.of("true"));
        Waiting.until("it has ended", java.time.Duration.ofSeconds(10), () -> !child.alive());
        assertThat(ProcessHandle.of(child.pid())).isEmpty();
    }

    private static List<Long> sleeps() {
        return ProcessHandle.allProcesses()
                .filter(one -> one.info()
                        .command()
                        .filter(command -> command.endsWith("/sleep"))
                        .isPresent())
                .map(ProcessHandle::pid)
                .toList();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ChildProcessTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void nothingOfAChildThatIsClosedIsLeft() {
        var child = ChildProcess.start(folder, "child", List.of("sleep", "1000"));
        Waiting.until("child and guard run", SOON, () -> session(child).size() == 3);
        child.close();
        assertThat(session(child)).isEmpty();
    }

    @Test
    void aChildThatEndsByItselfTakesItsGuardAlong() {
        var child = ChildProcess.start(folder, "child", List.of("sleep", "0.2"));
        Waiting.until("child and guard run", SOON, () -> session(child).size() == 3);
        Waiting.until("it has ended", SOON, () -> !child.alive());
        assertThat(session(child)).isEmpty();
    }

    /** Processes of the session that the child's shell leads. */
    private static List<Long> session(ChildProcess child) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> sessionOf(pid) == child.pid())
                .toList();
    }

    /** Field 6 of proc_pid_stat(5); the second is a name in brackets, which may hold spaces. */
    private static long sessionOf(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
            return Long.parseLong(
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                            .get(3));
        } catch (IOException ended) {
            return -1;
        }
    }
}

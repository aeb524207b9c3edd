/* Licensed under Apache-2.0. */
package io.flowmend.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and help, as a script meets them. */
class MainTest {

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path empty;

    @Test
    void everyCommandHasHelp() {
        for (var name : Main.commandLine().getSubcommands().keySet()) {
            assertThat(run(name, "--help")).as(name).isZero();
            assertThat(out.toString()).contains("Usage: flowmend " + name);
        }
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(run("up", "--no-such-option")).isEqualTo(2);
    }

    @Test
    void aSettingThatNobodyHasStopsUp() {
        assertThat(run("up", "--state", empty.toString(), "--set", "nod.name=a"))
                .isEqualTo(2);
    }

    @Test
    void upBringsItsOwnBroker() {
        assertThat(run("up", "--state", empty.toString(), "--set", "kafka.bootstrap.servers=a:1"))
                .isEqualTo(2);
    }

    @Test
    void withoutAPlatformThereIsNothingToAsk() {
        assertThat(run("findings", "--state", empty.toString())).isEqualTo(4);
        assertThat(run("explain", "x", "--state", empty.toString())).isEqualTo(4);
    }

    @Test
    void whatCannotBeReplayedIsWrongUsage() {
        assertThat(run("replay", empty.toString(), "--once")).isEqualTo(2);
        assertThat(run("replay", empty.toString(), "--speed", "0")).isEqualTo(2);
        assertThat(run("record", "--to", empty.toString(), "--state", empty.toString()))
                .isEqualTo(4);
    }

    @Test
    void catalogueAndConfigurationNeedNoPlatform() {
        assertThat(run("topics")).isZero();
        assertThat(run("config")).isZero();
    }

    @Test
    void aBenchmarkSaysItsMethod() {
        for (var name : List.of("topology", "agent")) {
            assertThat(run("bench", name, "--help")).as(name).isZero();
            assertThat(out.toString()).contains("Usage: flowmend bench " + name).contains("Method: ");
            out.getBuffer().setLength(0);
        }
    }

    @Test
    void aBenchmarkThatWouldProveNothingDoesNotStart() {
        assertThat(run("bench", "topology", "--records", "19999")).isEqualTo(2);
        assertThat(run("bench", "agent", "--published", "101")).isEqualTo(2);
        assertThat(run("bench")).isEqualTo(2);
    }

    private int run(String... arguments) {
        return Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
    }
}

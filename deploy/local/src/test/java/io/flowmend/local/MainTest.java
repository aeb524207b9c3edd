/* Licensed under Apache-2.0. */
package io.flowmend.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and help, as a script meets them. */
class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

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
    void wrongUsageIsOneLineThatTellsWhereHelpIs() {
        assertThat(run("up", "--no-such-option")).isEqualTo(2);
        assertThat(said())
                .startsWith("flowmend: Unknown option: '--no-such-option'")
                .endsWith("see 'flowmend up --help'");
        assertThat(run("replay")).isEqualTo(2);
        assertThat(said()).isEqualTo("flowmend: Missing required parameter: 'DIR'; see 'flowmend replay --help'");
        assertThat(run("replay", "x", "--sped", "2")).isEqualTo(2);
        assertThat(said()).hasLineCount(1).contains("similar: --speed");
        assertThat(run("replay", "x", "--partitions", "many")).isEqualTo(2);
        assertThat(said()).hasLineCount(1).contains("'--partitions': 'many' is not an int");
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
    void otherRulesAreCheckedBeforeAnythingIsPlayed() throws IOException {
        // Given
        Files.writeString(empty.resolve("in.jsonl"), "");
        var rules = empty.resolve("rules");
        // Then
        Files.writeString(rules, "planner.mode=maybe\nstreams.ghostflow.hold=soon\n");
        assertThat(replayWith(rules))
                .containsExactlyInAnyOrder(
                        "flowmend: --rules " + rules + ": planner.mode is 'maybe'; allowed: observe, approve, auto",
                        "flowmend: --rules " + rules
                                + ": streams.ghostflow.hold is 'soon'; allowed: a duration > 0, e.g. 500ms, 2s, 10m");
        Files.writeString(rules, "streams.nonsense=1\n");
        assertThat(replayWith(rules)).singleElement().asString().contains("streams.nonsense is not a setting");
        Files.writeString(rules, "nonsense=1\n");
        assertThat(replayWith(rules))
                .singleElement()
                .asString()
                .startsWith("flowmend: --rules " + rules + ": nonsense is not a setting")
                .endsWith("streams., planner.");
        Files.writeString(rules, "streams.eager=true\n");
        assertThat(replayWith(rules))
                .containsExactly("flowmend: --rules " + rules + ": streams.eager has no effect on a replay");
        assertThat(replayWith(empty.resolve("none")))
                .containsExactly("flowmend: --rules is '" + empty.resolve("none") + "', which is no file");
    }

    private List<String> replayWith(Path rules) {
        var before = System.err;
        var heard = new ByteArrayOutputStream();
        System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            assertThat(run("replay", empty.toString(), "--once", "--rules", rules.toString()))
                    .isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        return heard.toString(StandardCharsets.UTF_8).lines().toList();
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
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String said() {
        var text = err.toString().strip();
        err.getBuffer().setLength(0);
        return text;
    }
}

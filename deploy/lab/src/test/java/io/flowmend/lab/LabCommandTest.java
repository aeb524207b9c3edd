/* Licensed under Apache-2.0. */
package io.flowmend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LabCommandTest {

    private record Answer(int exit, String complaint) {}

    @Test
    void anUnknownCaseIsNamedWithThoseThatAreAllowed() {
        var answer = asked("unknown");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.complaint())
                .contains("case is 'unknown'")
                .contains("udp-misdelivery")
                .contains("races");
    }

    @Test
    void anUnknownDataplaneIsNamedWithThoseThatAreAllowed() {
        var answer = asked("unnated", "--dataplane", "ipvs");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.complaint()).contains("--dataplane is 'ipvs'").contains("nft, kube-proxy");
    }

    @Test
    void fewerRunsThanNoneAreRefused() {
        var answer = asked("unnated", "--off-runs", "-1");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.complaint()).contains("--off-runs is -1");
    }

    private static Answer asked(String... arguments) {
        var usual = System.err;
        var said = new ByteArrayOutputStream();
        try (var err = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(err);
            var exit = new CommandLine(new LabCommand()).execute(arguments);
            return new Answer(exit, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(usual);
        }
    }
}

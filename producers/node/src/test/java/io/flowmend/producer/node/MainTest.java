/* Licensed under Apache-2.0. */
package io.flowmend.producer.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(before);
    }

    @Test
    void badSettingsAreOneLineEachAndAnExitCode() {
        var code =
                run("node.read.interval=1s", "kafka.bootstrap.servers=127.0.0.1:1", "registry.url=http://x", "nod=1");
        assertThat(code).isEqualTo(ExitCode.USAGE.code());
        assertThat(lines()).hasSize(2).allMatch(line -> line.startsWith("flowmend: no"));
    }

    @Test
    void aBrokerOutOfReachIsOneLineAndAnExitCode() throws Exception {
        // Given a port that nobody listens on
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        var code = run("kafka.bootstrap.servers=127.0.0.1:" + port, "registry.url=http://127.0.0.1:1");
        assertThat(code).isEqualTo(ExitCode.UNAVAILABLE.code());
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("kafka.bootstrap.servers '127.0.0.1:" + port + "' does not answer");
    }

    private static int run(String... settings) {
        var command = new CommandLine(new Main());
        var arguments = java.util.Arrays.stream(settings)
                .flatMap(setting -> java.util.stream.Stream.of("--set", setting))
                .toArray(String[]::new);
        return command.execute(arguments);
    }

    private java.util.List<String> lines() {
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("flowmend: "))
                .toList();
    }
}

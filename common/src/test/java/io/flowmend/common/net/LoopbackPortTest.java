/* Licensed under Apache-2.0. */
package io.flowmend.common.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.cli.StartupFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LoopbackPortTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral(LoopbackPort.HOST);

    @Test
    void aServerThatIsToldTheNumberListensThere() throws IOException {
        ServerSocket server;
        try (var port = LoopbackPort.free()) {
            server = new ServerSocket(port.number(), 1, LOOPBACK);
        }
        try (server;
                var client = new Socket(LOOPBACK, server.getLocalPort())) {
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aConnectionThatWantsThisPortDoesNotGetIt() throws IOException {
        try (var port = LoopbackPort.free()) {
            assertThatThrownBy(() -> connectFrom(port.number())).hasMessageContaining("already in use");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aChildThatIsToldTheNumberMayClaimItToo() {
        try (var told = LoopbackPort.free();
                var claimed = LoopbackPort.claim(told.number(), "--port")) {
            assertThat(claimed.number()).isEqualTo(told.number());
        }
    }

    @Test
    void aTakenPortIsOneClearLine() throws IOException {
        try (var other = new ServerSocket(0, 1, LOOPBACK)) {
            assertThatThrownBy(() -> LoopbackPort.claim(other.getLocalPort(), "--port"))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessage("port " + other.getLocalPort()
                            + " on 127.0.0.1 is taken; choose another with --port, or 0 for a free one");
        }
    }

    private static void connectFrom(int local) throws IOException {
        try (var server = new ServerSocket(0, 1, LOOPBACK);
                var client = new Socket(LOOPBACK, server.getLocalPort(), LOOPBACK, local)) {
            assertThat(client.isConnected()).isTrue();
        }
    }
}

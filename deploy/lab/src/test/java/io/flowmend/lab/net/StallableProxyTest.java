/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StallableProxyTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int SOON = 300;

    private ServerSocket echo;
    private StallableProxy proxy;

    @BeforeEach
    void startEchoServer() throws IOException {
        echo = new ServerSocket(0, 50, LOOPBACK);
        proxy = StallableProxy.to(new InetSocketAddress(LOOPBACK, echo.getLocalPort()));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void bytesPassBothWaysToTheEnd() throws IOException {
        try (var client = connect()) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aStallHoldsEverythingBackAndLosesNothing() throws IOException {
        var megabyte = new byte[1 << 20];
        new Random(7).nextBytes(megabyte);
        try (var client = connect()) {
            // Given a connection that works
            assertThat(answer(client, 'a')).isEqualTo('a');

            // When the proxy stalls in the middle of a megabyte, then nothing comes back
            proxy.stall();
            Thread.ofVirtual().start(() -> send(client, megabyte));
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            // When it resumes, then all of it does
            proxy.resume();
            client.setSoTimeout(10_000);
            assertThat(client.getInputStream().readNBytes(megabyte.length)).isEqualTo(megabyte);
        }
    }

    @Test
    void aConnectionMadeDuringAStallWaitsToo() throws IOException {
        proxy.stallFor(Duration.ofSeconds(1));
        try (var client = connect()) {
            client.getOutputStream().write('a');
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            client.setSoTimeout(5_000);
            assertThat(client.getInputStream().read()).isEqualTo('a');
        }
    }

    @Test
    void aCutEndsConnectionsAndRefusesNewOnesUntilItResumes() throws IOException {
        try (var client = connect()) {
            assertThat(answer(client, 'a')).isEqualTo('a');

            proxy.cut();
            assertThat(ended(client.getInputStream())).isTrue();
            try (var refused = connect()) {
                assertThat(ended(refused.getInputStream())).isTrue();
            }
        }

        proxy.resume();
        try (var again = connect()) {
            assertThat(answer(again, 'b')).isEqualTo('b');
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(LOOPBACK, proxy.port());
        socket.setSoTimeout(SOON);
        return socket;
    }

    private static int answer(Socket client, char letter) throws IOException {
        client.getOutputStream().write(letter);
        return client.getInputStream().read();
    }

    /** An end or a reset, but no timeout. */
    private static boolean ended(InputStream stream) {
        try {
            return stream.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                var client = echo.accept();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The connection was cut: that is what these tests do.
        }
    }
}

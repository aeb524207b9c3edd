/* Licensed under Apache-2.0. */
package io.flowmend.kernel.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.kernel.socket.SocketSeen;
import io.flowmend.kernel.socket.SocketTable;
import io.flowmend.kernel.support.Connection;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.kernel.support.Namespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketOrdersIT {

    private Namespace namespace;
    private SocketTable table;
    private SocketOrders orders;

    @BeforeEach
    void open() {
        Kernel.required();
        namespace = Namespace.make();
        table = namespace.entry().call(SocketTable::open);
        orders = namespace.entry().call(SocketOrders::open);
    }

    @AfterEach
    void close() {
        if (namespace != null) {
            orders.close();
            table.close();
            namespace.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void theOwnerOfADestroyedTcpSocketIsToldThatItWasAborted(String address) {
        // Given
        try (var connection = Connection.open(namespace, address)) {
            var client = client(connection);
            // When
            var destroyed = orders.destroy(client);
            // Then
            assertThat(destroyed).isTrue();
            assertThatThrownBy(() -> connection.client().getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("Software caused connection abort");
            assertThat(table.byCookie(SocketTable.TCP, client.cookie())).isEmpty();
            assertThat(orders.destroy(client)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void withAnotherCookieNothingIsDestroyed(String address) throws IOException {
        // Given
        try (var connection = Connection.open(namespace, address)) {
            var client = client(connection);
            // When
            var destroyed = orders.destroy(withCookie(client, client.cookie() + 1_000_000));
            // Then
            assertThat(destroyed).isFalse();
            connection.client().getOutputStream().write(7);
            assertThat(connection.server().getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void aCookieThatStandsForAnySocketIsRefused() {
        try (var connection = Connection.open(namespace, "127.0.0.1")) {
            assertThatThrownBy(() -> orders.destroy(withCookie(client(connection), -1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aConnectedUdpSocketIsDestroyedByItsCookieOnly(String address) throws IOException {
        // Given
        var ip = InetAddress.ofLiteral(address);
        try (var socket = namespace.entry().call(() -> new DatagramSocket(new InetSocketAddress(ip, 0)))) {
            socket.connect(ip, 162);
            var seen = new ArrayList<SocketSeen>();
            table.connectedUdp(seen::add);
            var target = seen.getFirst();
            // When, Then
            assertThat(orders.destroy(withCookie(target, target.cookie() + 1_000_000)))
                    .isFalse();
            assertThat(table.again(target)).isPresent();
            assertThat(orders.destroy(target)).isTrue();
            assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[1], 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Software caused connection abort");
        }
    }

    private SocketSeen client(Connection connection) {
        return tcp().stream()
                .filter(socket -> socket.sourcePort() == connection.client().getLocalPort())
                .findFirst()
                .orElseThrow();
    }

    private List<SocketSeen> tcp() {
        var seen = new ArrayList<SocketSeen>();
        table.tcp(seen::add);
        return seen;
    }

    private static SocketSeen withCookie(SocketSeen socket, long cookie) {
        return new SocketSeen(
                socket.protocol(),
                socket.source(),
                socket.sourcePort(),
                socket.destination(),
                socket.destinationPort(),
                socket.state(),
                cookie,
                socket.unread(),
                socket.health());
    }
}

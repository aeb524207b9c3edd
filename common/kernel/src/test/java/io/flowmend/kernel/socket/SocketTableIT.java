/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.support.Connection;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.kernel.support.Namespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sock_diag says of sockets that this test opened, over IPv4 (in sockets of IPv6, as Java has them) and IPv6. */
class SocketTableIT {

    private Namespace namespace;
    private SocketTable table;

    @BeforeEach
    void open() {
        Kernel.required();
        namespace = Namespace.make();
        table = namespace.entry().call(SocketTable::open);
    }

    @AfterEach
    void close() {
        if (namespace != null) {
            table.close();
            namespace.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void bothEndsOfATcpConnectionAreSeenAndTheListenerIsNot(String address) {
        // Given
        try (var connection = Connection.open(namespace, address)) {
            // When
            var seen = tcp();
            // Then
            var ip = Ip.parse(address);
            var port = connection.client().getLocalPort();
            assertThat(seen).hasSize(2).allSatisfy(socket -> {
                assertThat(socket.source()).isEqualTo(ip);
                assertThat(socket.destination()).isEqualTo(ip);
                assertThat(socket.state()).isEqualTo(SocketSeen.ESTABLISHED);
                assertThat(socket.health()).hasValueSatisfying(health -> {
                    assertThat(health.retransmits()).isZero();
                    assertThat(health.lastAck()).isLessThan(Duration.ofSeconds(10));
                });
            });
            assertThat(seen)
                    .filteredOn(socket -> socket.sourcePort() == port)
                    .singleElement()
                    .satisfies(socket -> {
                        assertThat(socket.destinationPort())
                                .isEqualTo(connection.client().getPort());
                        assertThat(table.byCookie(SocketTable.TCP, socket.cookie())
                                        .orElseThrow()
                                        .sameAs(socket))
                                .isTrue();
                        assertThat(table.again(socket).orElseThrow().sameAs(socket))
                                .isTrue();
                    });
        }
    }

    @Test
    void whatThePeerDoesNotAcknowledgeIsCounted() throws IOException {
        // Given a connection whose packets are dropped from now on
        try (var connection = Connection.open(namespace, "127.0.0.1")) {
            namespace.run(
                    "nft add table ip x; nft 'add chain ip x in { type filter hook input priority 0; policy drop; }'");
            // When
            connection.client().getOutputStream().write(new byte[100]);
            var client = until(connection.client().getLocalPort());
            // Then
            assertThat(client.health()).hasValueSatisfying(health -> {
                assertThat(health.retransmits()).isPositive();
                assertThat(health.unacknowledged()).isEqualTo(1);
                assertThat(health.lastAck()).isPositive();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aUdpSocketIsSeenOnceItIsConnected(String address) throws IOException {
        // Given
        var ip = InetAddress.ofLiteral(address);
        try (var socket = namespace.entry().call(() -> new DatagramSocket(new InetSocketAddress(ip, 0)))) {
            assertThat(connectedUdp()).isEmpty();
            // When
            socket.connect(ip, 162);
            // Then
            assertThat(connectedUdp()).singleElement().satisfies(seen -> {
                assertThat(seen.protocol()).isEqualTo(SocketTable.UDP);
                assertThat(seen.source()).isEqualTo(Ip.parse(address));
                assertThat(seen.sourcePort()).isEqualTo(socket.getLocalPort());
                assertThat(seen.destination()).isEqualTo(Ip.parse(address));
                assertThat(seen.destinationPort()).isEqualTo(162);
                assertThat(seen.health()).isEmpty();
                assertThat(table.byCookie(SocketTable.UDP, seen.cookie())).contains(seen);
                assertThat(table.again(seen)).contains(seen);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void whatIsSentIsCountedAndWhatComesWaitsUntilItIsTaken(String address) throws IOException {
        // Given
        var ip = InetAddress.ofLiteral(address);
        try (var asks = namespace.entry().call(() -> new DatagramSocket(new InetSocketAddress(ip, 0)));
                var answers = namespace.entry().call(() -> new DatagramSocket(new InetSocketAddress(ip, 0)))) {
            asks.connect(answers.getLocalSocketAddress());
            var before = traffic();
            // When, Then
            answers.send(new DatagramPacket(new byte[5], 5, asks.getLocalSocketAddress()));
            assertThat(traffic()).isEqualTo(new UdpTraffic(before.heard(), before.sent() + 1));
            assertThat(connectedUdp().getFirst().unread()).isPositive();
            asks.receive(new DatagramPacket(new byte[5], 5));
            assertThat(traffic()).isEqualTo(new UdpTraffic(before.heard() + 1, before.sent() + 1));
            assertThat(connectedUdp().getFirst().unread()).isZero();
        }
    }

    private UdpTraffic traffic() {
        return namespace.entry().call(UdpTraffic::read).orElseThrow();
    }

    @Test
    void anotherCookieOnTheSameAddressesIsAnotherSocket() {
        // Given
        try (var connection = Connection.open(namespace, "127.0.0.1")) {
            var seen = tcp().getFirst();
            var other = new SocketSeen(
                    seen.protocol(),
                    seen.source(),
                    seen.sourcePort(),
                    seen.destination(),
                    seen.destinationPort(),
                    seen.state(),
                    seen.cookie() + 1_000_000,
                    seen.unread(),
                    seen.health());
            // When, Then
            assertThat(table.again(other)).isEmpty();
            assertThat(table.byCookie(SocketTable.TCP, other.cookie())).isEmpty();
            assertThat(connection.client().isConnected()).isTrue();
        }
    }

    private SocketSeen until(int port) {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            var client = tcp().stream()
                    .filter(socket -> socket.sourcePort() == port)
                    .findFirst()
                    .orElseThrow();
            if (client.health().orElseThrow().retransmits() > 0 || System.nanoTime() > deadline) {
                return client;
            }
            Thread.onSpinWait();
        }
    }

    private List<SocketSeen> tcp() {
        var seen = new ArrayList<SocketSeen>();
        table.tcp(seen::add);
        return seen;
    }

    private List<SocketSeen> connectedUdp() {
        var seen = new ArrayList<SocketSeen>();
        table.connectedUdp(seen::add);
        return seen;
    }
}

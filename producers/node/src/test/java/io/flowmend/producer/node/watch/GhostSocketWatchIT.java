/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import static io.flowmend.producer.node.watch.GhostWatchBench.POD;
import static io.flowmend.producer.node.watch.GhostWatchBench.VIP;
import static io.flowmend.producer.node.watch.GhostWatchBench.live;
import static io.flowmend.producer.node.watch.GhostWatchBench.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.producer.node.sample.FlowFact.Kind;
import io.flowmend.producer.node.sample.PodClaim;
import io.flowmend.producer.node.support.Lab;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets towards pods that end, on the real kernel. */
class GhostSocketWatchIT {

    @AutoClose
    private GhostWatchBench bench;

    @BeforeEach
    void open() {
        bench = GhostWatchBench.open();
    }

    @Test
    void aConnectionThatNobodyAnswersIsToldWithItsState() throws IOException {
        bench.tell("pod-a", live(POD));
        bench.watching(service(VIP, 80, ServiceAddress.TCP));
        try (var client = inClient(SocketChannel::open)) {
            client.configureBlocking(false);
            client.connect(new InetSocketAddress(InetAddress.ofLiteral(VIP), 80));
            bench.rounds(Duration.ofMillis(200));
            bench.tell("pod-a", new PodClaim.Ended());
            var seen = bench.await(fact -> fact.kind() == Kind.SEEN && fact.socket() == null);
            assertThat(seen.entry().tcpState()).isEqualTo(1);
            assertThat(seen.towardsGone()).isTrue();
            // A retransmitted SYN does not prolong the entry (Linux 5.17 on): only the socket tells that it goes on.
            var trying = bench.await(fact -> fact.kind() == Kind.REFRESHED && fact.socket() != null);
            var socket = Objects.requireNonNull(trying.socket());
            assertThat(socket.state()).isEqualTo(2);
            assertThat(socket.retransmits()).isPositive();
            assertThat(trying.entry().key().original())
                    .isEqualTo(seen.entry().key().original());
            assertThat(trying.entry().key().reply())
                    .isEqualTo(seen.entry().key().reply());
        }
    }

    @Test
    void aHalfOpenSocketOfAPodIsToldWithItsRetransmissionsUntilItIsClosed() throws IOException {
        bench.lab.onNode("ip addr add " + POD + "/32 dev lo");
        bench.tell("pod-a", live(POD));
        bench.watching(service(VIP, 80, ServiceAddress.TCP));
        var server = bench.lab.nodeNamespace().call(() -> listening(POD, 8080));
        try (server;
                var client = inClient(() -> new Socket(InetAddress.ofLiteral(VIP), 80))) {
            bench.rounds(Duration.ofMillis(300));
            // When the route goes before the process
            bench.lab.onNode("ip addr del " + POD + "/32 dev lo; ip route add blackhole " + POD + "/32");
            bench.tell("pod-a", new PodClaim.Ended());
            client.getOutputStream().write(1);
            // Then
            var stuck = bench.await(fact -> fact.kind() == Kind.REFRESHED && fact.socket() != null);
            var socket = Objects.requireNonNull(stuck.socket());
            assertThat(socket.retransmits()).isPositive();
            assertThat(socket.state()).isEqualTo(1);
            assertThat(socket.netns()).isNotEqualTo(NodeNamespaces.inode(bench.lab.nodeNamespace()));
            assertThat(stuck.entry().key().original().destination()).isEqualTo(Ip.parse(VIP));
            assertThat(stuck.entry().key().reply().source()).isEqualTo(Ip.parse(POD));
            assertThat(stuck.service()).isEqualTo("default/s80");
            // And conntrack says the same in its own way
            assertThat(bench.said)
                    .anyMatch(numbered -> numbered.fact().socket() == null
                            && numbered.fact().towardsGone()
                            && numbered.fact().entry().key().protocol() == ServiceAddress.TCP);
            client.setSoLinger(true, 0);
        }
        bench.await(fact -> fact.kind() == Kind.GONE && fact.socket() != null);
    }

    @Test
    void aConnectedUdpSocketOfAPodIsToldAgainOnceItSendsAndHearsNothing() throws IOException {
        bench.tell("pod-a", live(POD));
        bench.watching(service(VIP, 53, ServiceAddress.UDP));
        try (var socket = bench.lab.clientSocket(Lab.CLIENT_V4, 5000)) {
            socket.connect(InetAddress.ofLiteral(POD), 53);
            bench.rounds(Duration.ofMillis(1_500));
            assertThat(bench.said).as("its peer lives").isEmpty();
            bench.tell("pod-a", new PodClaim.Ended());
            var seen = bench.await(fact -> fact.kind() == Kind.SEEN && fact.socket() != null);
            assertThat(seen.entry().key().protocol()).isEqualTo(ServiceAddress.UDP);
            assertThat(seen.entry().key().reply().source()).isEqualTo(Ip.parse(POD));
            bench.rounds(Duration.ofMillis(2_500));
            assertThat(bench.said).as("nothing was sent").hasSize(1);
            socket.send(new DatagramPacket(new byte[1], 1));
            var unanswered = bench.await(fact -> fact.kind() == Kind.REFRESHED && fact.socket() != null);
            assertThat(Objects.requireNonNull(unanswered.socket()).unansweredMillis())
                    .isGreaterThanOrEqualTo(1_000);
        }
        bench.await(fact -> fact.kind() == Kind.GONE && fact.socket() != null);
    }

    private static ServerSocket listening(String address, int port) throws IOException {
        return new ServerSocket(port, 5, InetAddress.ofLiteral(address));
    }

    private <T> T inClient(Callable<T> work) {
        return NetworkNamespace.at(bench.lab.clientPath()).call(work);
    }
}

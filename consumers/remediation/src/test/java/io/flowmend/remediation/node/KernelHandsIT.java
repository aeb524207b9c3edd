/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.kernel.netlink.NetworkNamespaces;
import io.flowmend.kernel.socket.SocketSeen;
import io.flowmend.kernel.socket.SocketTable;
import io.flowmend.kernel.support.Connection;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.kernel.support.Namespace;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hands on a node and a pod that are network namespaces of this machine. */
class KernelHandsIT {

    private static final ServiceAddress SERVICE = new ServiceAddress(Ip.parse("203.0.113.7"), 162, ServiceAddress.UDP);

    private Namespace node;
    private Namespace pod;
    private KernelHands hands;

    @BeforeEach
    void open() {
        Kernel.required();
        node = Namespace.make();
        pod = Namespace.make();
        node.run("ip link add up0 type veth peer name down0; ip link set up0 up; ip link set down0 up;"
                + " ip addr add 10.1.0.1/24 dev up0; nft add table ip lab;"
                + " nft 'add map ip lab services { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }';"
                + " nft 'add chain ip lab pre { type nat hook prerouting priority dstnat; }';"
                + " nft add rule ip lab pre dnat ip to ip daddr . meta l4proto . th dport map @services");
        hands = KernelHands.open(node.entry());
    }

    @AfterEach
    void close() {
        if (node != null) {
            hands.close();
            pod.close();
            node.close();
        }
    }

    @Test
    void anEntryIsReadAndDeletedByTheIdThatWasRead() {
        // Given
        node.run("conntrack -I -p udp -s 10.0.0.1 -d 203.0.113.7 --sport 5000 --dport 162 -t 100");
        var there = new FlowTuple(Ip.parse("10.0.0.1"), SERVICE.ip(), 5000, 162);
        var back = new FlowTuple(SERVICE.ip(), Ip.parse("10.0.0.1"), 162, 5000);
        var key = new EntryKey(0, ServiceAddress.UDP, there, back);
        var entry = hands.entry(key).orElseThrow();
        // When, Then
        assertThat(hands.delete(new Entry(key, entry.id() ^ 1, 0, null, null))).isFalse();
        assertThat(hands.entry(key)).isPresent();
        assertThat(hands.delete(entry)).isTrue();
        assertThat(hands.entry(key)).isEmpty();
        assertThat(hands.ports())
                .singleElement()
                .satisfies(port -> assertThat(port).isPositive());
    }

    @Test
    void aRuleThatComesWakesWhoWaitsForIt() throws Exception {
        // Given
        assertThat(hands.nat(SERVICE)).isEqualTo(new NatAnswer.NoRule());
        var waiting = CompletableFuture.runAsync(() -> {
            hands.nat(SERVICE);
            hands.awaitRules(Duration.ofSeconds(30));
        });
        // When
        node.run("nft 'add element ip lab services { 203.0.113.7 . udp . 162 : 10.2.0.2 . 1162 }'");
        // Then
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(hands.nat(SERVICE))
                .isEqualTo(new NatAnswer.LeadsTo(Set.of(new NatAnswer.Endpoint(Ip.parse("10.2.0.2"), 1162))));
        hands.awaitRules(Duration.ZERO);
    }

    @Test
    void aChangeBeforeTheWaitButAfterTheReadingIsNotWaitedFor() {
        // Given
        hands.nat(SERVICE);
        node.run("nft add table ip another");
        var begun = System.nanoTime();
        // When
        hands.awaitRules(Duration.ofSeconds(30));
        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void addressesAndTimeoutsAreThoseOfTheNode() {
        // Given
        node.run("sysctl -qw net.netfilter.nf_conntrack_udp_timeout=41");
        // When, Then
        assertThat(hands.isLocal(Ip.parse("10.1.0.1"))).isTrue();
        assertThat(hands.isLocal(Ip.parse("10.1.0.2"))).isFalse();
        assertThat(hands.outgoing(Ip.parse("10.1.0.2"))).contains("up0");
        assertThat(hands.outgoing(Ip.parse("10.1.0.1"))).isEmpty();
        assertThat(hands.outgoing(SERVICE.ip())).isEmpty();
        assertThat(hands.unrepliedTimeout(ServiceAddress.UDP)).isEqualTo(Duration.ofSeconds(41));
        assertThat(hands.unrepliedTimeout(ServiceAddress.TCP)).isPositive();
        assertThat(hands.unrepliedTimeout(ServiceAddress.SCTP)).isPositive();
    }

    @Test
    void aSocketOfAPodIsFoundByItsCookieAndDestroyed() {
        // Given
        try (var connection = Connection.open(pod, "127.0.0.1")) {
            var netns = pod.entry().call(NetworkNamespaces::current);
            var cookie = cookie(connection);
            // When
            var socket = hands.socket(netns, cookie).orElseThrow();
            // Then
            assertThat(socket.sourcePort()).isEqualTo(connection.client().getLocalPort());
            assertThat(socket.lastAck()).isPresent();
            assertThat(hands.socket(netns, cookie)).isPresent();
            assertThat(hands.socket(netns, cookie + 1_000_000)).isEmpty();
            assertThat(hands.socket(hereOf(node), cookie)).isEmpty();
            assertThat(hands.destroy(socket)).isTrue();
            assertThat(hands.destroy(socket)).isFalse();
            assertThat(hands.socket(netns, cookie)).isEmpty();
            assertThatThrownBy(() -> connection.client().getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("Software caused connection abort");
        }
    }

    @Test
    void aSocketWhoseNamespaceIsGoneIsGone() {
        var other = Namespace.make();
        var netns = hereOf(other);
        assertThat(hands.socket(netns, 1)).isEmpty();
        other.close();
        assertThat(hands.socket(netns, 1)).isEmpty();
    }

    private static long hereOf(Namespace namespace) {
        return namespace.entry().call(NetworkNamespaces::current);
    }

    private long cookie(Connection connection) {
        try (var table = pod.entry().call(SocketTable::open)) {
            var seen = new ArrayList<SocketSeen>();
            table.tcp(seen::add);
            return seen.stream()
                    .filter(socket -> socket.sourcePort() == connection.client().getLocalPort())
                    .findFirst()
                    .orElseThrow()
                    .cookie();
        }
    }
}

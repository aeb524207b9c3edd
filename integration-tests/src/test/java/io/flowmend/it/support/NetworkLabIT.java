/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.lab.net.ConntrackEntry;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.NetworkLab;
import io.flowmend.lab.net.NetworkNamespace;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.ServiceAddress.Family;
import io.flowmend.lab.net.UdpReceiver.Answer;
import io.flowmend.lab.net.UdpSender.Pace;
import io.flowmend.lab.process.Waiting;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves that the lab really breaks as design section 9 says, so that no later test can pass on a network that works. */
class NetworkLabIT {

    private static final Pace HUNDRED = Pace.perSecond(100);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final int CLIENT_PORT = 5000;
    private static final int POD_PORT = 1162;

    enum Place {
        IPV4("203.0.113.7", 0),
        IPV6("2001:db8::7", 0),
        IPV4_IN_OWN_ZONE("203.0.113.7", 7),
        IPV6_IN_OWN_ZONE("2001:db8::7", 7);

        private final String address;
        private final int zone;

        Place(String address, int zone) {
            this.address = address;
            this.zone = zone;
        }

        ServiceAddress traps() {
            return ServiceAddress.udp(address, 162);
        }

        LabNode addNode(NetworkLab lab) {
            return zone == 0 ? lab.addNode("node-a") : lab.addNodeInZone("node-a", zone);
        }
    }

    @BeforeEach
    void needsTheKernel() {
        Requirements.kernel();
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatComesBackUnderASenderReceivesNothingUntilTheEntryIsDeleted(Place place) {
        try (var lab = NetworkLab.open()) {
            var traps = place.traps();
            var node = place.addNode(lab);
            var pod = node.receiveInPod(traps.family(), POD_PORT, Answer.SILENCE);

            // Given a sender that is served
            node.forward(traps, POD_PORT);
            var sender = node.send(CLIENT_PORT, traps, HUNDRED);
            pod.awaitNext(sender, SOON);
            assertThat(node.conntrack().towards(traps)).singleElement().satisfies(entry -> {
                assertThat(entry.zone()).isEqualTo(place.zone);
                assertThat(entry.reply().source())
                        .isEqualTo(new InetSocketAddress(node.podAddress(traps.family()), POD_PORT));
            });

            // When the service goes and comes back
            Entries.of(node).withdraw(traps, CLIENT_PORT);
            node.forward(traps, POD_PORT);
            var received = pod.received();
            var sent = sender.sent();
            Waiting.pass(A_WHILE);

            // Then the sender goes on, the pod receives nothing, and the entry answers from the service address itself
            assertThat(sender.sent() - sent).isBetween(90L, 110L);
            assertThat(sender.refused()).isZero();
            assertThat(pod.received()).isEqualTo(received);
            var stale = node.conntrack().towards(traps, CLIENT_PORT).orElseThrow();
            assertThat(stale.reply().source()).isEqualTo(traps.socketAddress());
            assertThat(stale.unreplied()).isTrue();
            assertThat(stale.zone()).isEqualTo(place.zone);

            // When that entry is deleted, then the flow is back at once
            assertThat(Entries.of(node).delete(stale)).isTrue();
            pod.awaitNext(sender, Duration.ofMillis(500));
            assertThat(node.conntrack()
                            .towards(traps, CLIENT_PORT)
                            .orElseThrow()
                            .unNated())
                    .isFalse();
        }
    }

    @Test
    void onlyTheEntryKeepsTheFlowBroken() {
        try (var lab = NetworkLab.open()) {
            // Given a broken flow
            var traps = Place.IPV4.traps();
            var node = lab.addNode("node-a");
            var pod = node.receiveInPod(Family.IPV4, POD_PORT, Answer.SILENCE);
            node.forward(traps, POD_PORT);
            node.send(CLIENT_PORT, traps, HUNDRED);
            Entries.of(node).withdraw(traps, CLIENT_PORT);
            node.forward(traps, POD_PORT);

            // When another port of the same client sends, then it is served
            var other = node.send(CLIENT_PORT + 1, traps, HUNDRED);
            pod.awaitNext(other, SOON);
            assertThat(node.conntrack()
                            .towards(traps, CLIENT_PORT)
                            .orElseThrow()
                            .unNated())
                    .isTrue();
        }
    }

    @Test
    void nodesBreakEachForItself() {
        try (var lab = NetworkLab.open()) {
            // Given the same service on two nodes
            var traps = Place.IPV4.traps();
            var broken = lab.addNode("node-a");
            var healthy = lab.addNode("node-b");
            broken.receiveInPod(Family.IPV4, POD_PORT, Answer.SILENCE);
            var pod = healthy.receiveInPod(Family.IPV4, POD_PORT, Answer.ECHO);
            broken.forward(traps, POD_PORT);
            healthy.forward(traps, POD_PORT);
            broken.send(CLIENT_PORT, traps, HUNDRED);
            var served = healthy.send(CLIENT_PORT, traps, HUNDRED);

            // When one breaks
            Entries.of(broken).withdraw(traps, CLIENT_PORT);
            broken.forward(traps, POD_PORT);

            // Then the other does not, and its answers are seen
            pod.awaitNext(served, SOON);
            assertThat(broken.conntrack().towards(traps)).singleElement().matches(ConntrackEntry::unNated);
            Waiting.until(
                    "an answered entry",
                    SOON,
                    () -> healthy.conntrack().towards(traps).stream()
                            .anyMatch(entry -> !entry.unNated() && !entry.unreplied()));
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aProcessOfTheNodeOnAServiceAddressIsServedThroughAnEntryOfTheSameShape(Family family) {
        try (var lab = NetworkLab.open()) {
            // Given a node that owns the address
            var traps = family == Family.IPV6 ? Place.IPV6.traps() : Place.IPV4.traps();
            var node = lab.addNode("node-a");
            node.own(traps.address());
            var listener = node.receiveOnNode(traps, Answer.SILENCE);

            // When a client sends there
            var sender = node.send(CLIENT_PORT, traps, HUNDRED);

            // Then it arrives, through an entry that only looks stale
            listener.awaitNext(sender, SOON);
            assertThat(node.conntrack().towards(traps)).singleElement().matches(ConntrackEntry::unNated);
        }
    }

    @Test
    void aTcpAttemptKeepsItsUntranslatedEntryToo() {
        try (var lab = NetworkLab.open()) {
            // Given a TCP client that asks while there is no service
            var traps = ServiceAddress.tcp("203.0.113.7", 162);
            var node = lab.addNode("node-a");
            var attempt = node.connect(CLIENT_PORT, traps);
            Waiting.until(
                    "an entry", SOON, () -> !node.conntrack().towards(traps).isEmpty());

            // When the service comes, then nothing changes for the client
            node.forward(traps, POD_PORT);
            Waiting.pass(Duration.ofMillis(1500));
            assertThat(attempt.connected()).isFalse();
            assertThat(node.conntrack().towards(traps)).singleElement().matches(ConntrackEntry::unNated);
        }
    }

    @Test
    void nothingOfAClosedLabIsLeftAndWhatAKilledOneLeftIsSwept() {
        // Given the namespace of a process that no longer lives
        var dead = new NetworkNamespace("flowmend-" + Integer.MAX_VALUE + "-1-node-a");
        dead.create();

        // When a lab opens and closes
        var lab = NetworkLab.open();
        lab.addNode("node-a").send(CLIENT_PORT, Place.IPV4.traps(), HUNDRED);
        assertThat(lab.namespaces()).hasSize(4);
        lab.close();

        // Then neither its own nor the dead one's are there
        assertThat(lab.namespaces()).isEmpty();
        assertThat(dead.path()).satisfies(path -> assertThat(Files.exists(path)).isFalse());
    }
}

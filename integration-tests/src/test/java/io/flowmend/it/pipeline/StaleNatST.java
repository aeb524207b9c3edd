/* Licensed under Apache-2.0. */
package io.flowmend.it.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.it.support.Entries;
import io.flowmend.it.support.Requirements;
import io.flowmend.it.support.RunningFlowmend;
import io.flowmend.it.support.WatchedCluster;
import io.flowmend.lab.cluster.ServiceOwner;
import io.flowmend.lab.cluster.ServiceOwner.Backend;
import io.flowmend.lab.cluster.ServiceShape;
import io.flowmend.lab.cluster.ServiceShape.IpMode;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.NetworkLab;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.ServiceAddress.Family;
import io.flowmend.lab.net.UdpReceiver.Answer;
import io.flowmend.lab.net.UdpSender.Pace;
import io.flowmend.lab.process.Waiting;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The un-NATed entry (design, section 9) on a real kernel with a real API server. Runs two breaks of each kind; with
 * {@code -Dflowmend.breaks=50} as many as asked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaleNatST {

    private static final int BREAKS = Integer.getInteger("flowmend.breaks", 2);
    private static final int POD_PORT = 1162;
    private static final int CLIENT_PORT = 5000;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Pace PACE = Pace.perSecond(50);

    private @Nullable WatchedCluster started;
    private WatchedCluster cluster;
    private RunningFlowmend flowmend;
    private ServiceOwner owner;
    private NetworkLab lab;
    private int tests;

    @BeforeEach
    void start() {
        Requirements.kernel();
        Requirements.controlPlane();
        if (started == null) {
            started = WatchedCluster.start();
        }
        cluster = started;
        flowmend = cluster.flowmend();
        owner = cluster.owner();
        tests++;
        lab = NetworkLab.open();
    }

    @AfterEach
    void closeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @AfterAll
    void stop() {
        if (started != null) {
            started.close();
        }
    }

    /** Every test has nodes, addresses and services of its own: what it sees is then its own. */
    private LabNode node(String name) {
        return lab.addNode(name + tests);
    }

    private List<Break> breaks(LabNode node, Family family, int first, int count) {
        return Break.on(node, family, tests * 200 + first, count);
    }

    /** A service that is broken and comes back, on one node. */
    private record Break(LabNode node, ServiceAddress address, ServiceShape shape, int clientPort) {

        Backend backend() {
            return Backend.ready(node.podAddress(address.family()), POD_PORT);
        }

        static List<Break> on(LabNode node, Family family, int first, int count) {
            return IntStream.range(first, first + count)
                    .mapToObj(index -> {
                        var address = ServiceAddress.udp(
                                family == Family.IPV6
                                        ? "2001:db8::" + Integer.toHexString(0x100 + index)
                                        : "203.0." + (100 + index / 200) + "." + (10 + index % 200),
                                162);
                        return new Break(
                                node, address, ServiceShape.at("traps-" + index, address), CLIENT_PORT + index);
                    })
                    .toList();
        }
    }

    private void breakAndRestore(List<Break> breaks) {
        for (var each : breaks) {
            each.node().forward(each.address(), POD_PORT);
            owner.createServed(each.shape(), each.backend());
            each.node().send(each.clientPort(), each.address(), PACE);
        }
        for (var each : breaks) {
            Waiting.until(
                    "a served flow",
                    SOON,
                    () -> each.node()
                            .conntrack()
                            .towards(each.address(), each.clientPort())
                            .isPresent());
            owner.delete(each.shape());
            Entries.of(each.node()).withdraw(each.address(), each.clientPort());
        }
        Waiting.pass(Duration.ofSeconds(2));
        for (var each : breaks) {
            owner.createServed(each.shape(), each.backend());
            each.node().forward(each.address(), POD_PORT);
        }
    }

    private void assertOneFindingEach(List<Break> breaks) {
        for (var each : breaks) {
            flowmend.findings().await(each.address(), FindingState.OPEN, SOON);
        }
        for (var each : breaks) {
            assertThat(flowmend.findings().towards(each.address()))
                    .extracting(Finding::getId)
                    .hasSize(1);
        }
    }

    private void assertHealedByConntrack(List<Break> breaks) {
        for (var each : breaks) {
            Entries.of(each.node()).deleteTowards(each.address());
        }
        for (var each : breaks) {
            flowmend.findings().await(each.address(), FindingState.HEALED_BY_OTHERS, SOON);
            assertThat(flowmend.findings().towards(each.address()))
                    .extracting(Finding::getState)
                    .containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"IPV4", "IPV6"})
    void eachBreakIsOneFinding(String family) {
        var node = node("node-a");
        node.receiveInPod(Family.valueOf(family), POD_PORT, Answer.SILENCE);
        try (var _ = flowmend.watchNodes(node)) {
            var breaks = breaks(node, Family.valueOf(family), 0, BREAKS);
            breakAndRestore(breaks);
            assertOneFindingEach(breaks);
            assertHealedByConntrack(breaks);
        }
    }

    @Test
    void eachBreakInAZoneOfItsOwnIsOneFinding() {
        var node = lab.addNodeInZone("node-a" + tests, 7);
        node.receiveInPod(Family.IPV4, POD_PORT, Answer.SILENCE);
        try (var _ = flowmend.watchNodes(node)) {
            var breaks = breaks(node, Family.IPV4, 0, Math.min(BREAKS, 10));
            breakAndRestore(breaks);
            assertOneFindingEach(breaks);
            assertThat(breaks.stream().flatMap(each -> flowmend.findings().towards(each.address()).stream()))
                    .allSatisfy(finding ->
                            assertThat(finding.getSubject().getZone()).isEqualTo(7));
        }
    }

    @Test
    void twoNodesOfOneProcessAreToldApart() {
        var one = node("node-a");
        var other = node("node-b");
        one.receiveInPod(Family.IPV4, POD_PORT, Answer.SILENCE);
        other.receiveInPod(Family.IPV4, POD_PORT, Answer.SILENCE);
        try (var _ = flowmend.watchNodes(one, other)) {
            var each = Math.min(BREAKS, 10);
            var breaks = new ArrayList<>(breaks(one, Family.IPV4, 0, each));
            breaks.addAll(breaks(other, Family.IPV4, each, each));
            breakAndRestore(breaks);
            assertOneFindingEach(breaks);
            for (var broken : breaks) {
                assertThat(flowmend.findings().towards(broken.address()))
                        .extracting(finding -> finding.getSubject().getNode())
                        .containsExactly(broken.node().name());
            }
        }
    }

    @Test
    void whatLooksAlikeIsNoFinding() {
        var node = node("node-a");
        node.receiveInPod(Family.IPV4, POD_PORT, Answer.SILENCE);
        try (var _ = flowmend.watchNodes(node)) {
            var ready = Backend.ready(node.podAddress(Family.IPV4), POD_PORT);
            var controls = new ArrayList<ServiceAddress>();
            for (var run = 0; run < Math.max(1, BREAKS * 2 / 25); run++) {
                controls.addAll(lookAlikes(node, ready, run));
            }
            // A real one, begun after them: once it is found, the time of all of them has been judged.
            var real = breaks(node, Family.IPV4, 100, 1);
            breakAndRestore(real);
            Waiting.pass(Duration.ofSeconds(3));
            assertOneFindingEach(real);
            for (var control : controls) {
                assertThat(flowmend.findings().towards(control))
                        .as("findings towards %s", control)
                        .isEmpty();
            }
        }
    }

    private List<ServiceAddress> lookAlikes(LabNode node, Backend ready, int run) {
        var first = 20 + run * 5;
        var neverReady = ServiceAddress.udp("198.51.100." + first, 162);
        var unready = ServiceShape.at("never-ready-" + run, neverReady);
        owner.create(unready);
        owner.serve(unready, Backend.unready(ready.pod(), ready.port()));
        node.send(6000 + first, neverReady, PACE);

        var nodesOwn = ServiceAddress.udp("198.51.100." + (first + 1), 162);
        node.own(nodesOwn.address());
        node.receiveOnNode(nodesOwn, Answer.SILENCE);
        owner.createServed(ServiceShape.at("nodes-own-" + run, nodesOwn), ready);
        node.send(6001 + first, nodesOwn, PACE);

        var served = ServiceAddress.udp("198.51.100." + (first + 2), 162);
        owner.createServed(ServiceShape.at("other-port-" + run, served), ready);
        node.send(6002 + first, served.withPort(163), PACE);

        var tcp = ServiceAddress.tcp("198.51.100." + (first + 3), 162);
        node.connect(6003 + first, tcp);
        owner.createServed(ServiceShape.at("tcp-" + run, tcp), ready);

        var proxied = ServiceAddress.udp("198.51.100." + (first + 4), 162);
        owner.createServed(
                ServiceShape.udp("proxied-" + run, 162).withIngress("198.51.100." + (first + 4), IpMode.PROXY), ready);
        node.send(6004 + first, proxied, PACE);
        return List.of(neverReady, nodesOwn, served, served.withPort(163), tcp, proxied);
    }

    @Test
    void aClientThatSentBeforeItsServiceExistedIsFound() {
        var node = node("node-a");
        node.receiveInPod(Family.IPV4, POD_PORT, Answer.SILENCE);
        try (var _ = flowmend.watchNodes(node)) {
            var early = breaks(node, Family.IPV4, 0, 1).getFirst();
            node.send(early.clientPort(), early.address(), PACE);
            Waiting.pass(Duration.ofSeconds(2));
            owner.createServed(early.shape(), early.backend());
            node.forward(early.address(), POD_PORT);
            assertOneFindingEach(List.of(early));
        }
    }

    @Test
    void nothingIsConcludedOverACutWatch() {
        var node = node("node-a");
        node.receiveInPod(Family.IPV4, POD_PORT, Answer.SILENCE);
        try (var _ = flowmend.watchNodes(node)) {
            // Given a suspicious flow towards a service that is not ready
            var cut = breaks(node, Family.IPV4, 0, 1).getFirst();
            owner.create(cut.shape());
            owner.serve(cut.shape(), Backend.unready(node.podAddress(Family.IPV4), POD_PORT));
            node.send(cut.clientPort(), cut.address(), PACE);
            Waiting.pass(Duration.ofSeconds(4));
            // When it is ready for a while that the watch does not see
            cluster.api().cutFor(Duration.ofSeconds(4));
            owner.serve(cut.shape(), cut.backend());
            Waiting.pass(Duration.ofSeconds(2));
            owner.serve(cut.shape(), Backend.unready(node.podAddress(Family.IPV4), POD_PORT));
            Waiting.pass(Duration.ofSeconds(6));
            // Then a later break is judged, and this one was not
            var real = breaks(node, Family.IPV4, 1, 1);
            breakAndRestore(real);
            assertOneFindingEach(real);
            assertThat(flowmend.findings().towards(cut.address())).isEmpty();
        }
    }

    @Test
    void kubeProxysOwnHealingEndsTheFinding() {
        Requirements.controlPlaneWith("kube-proxy");
        var node = node("node-a");
        node.receiveInPod(Family.IPV4, POD_PORT, Answer.SILENCE);
        try (var proxy = cluster.plane().startKubeProxy(node);
                var _ = flowmend.watchNodes(node)) {
            var healed = breaks(node, Family.IPV4, 0, 1).getFirst();
            owner.createServed(healed.shape(), healed.backend());
            proxy.awaitTranslating(healed.address());
            node.send(healed.clientPort(), healed.address(), PACE);
            owner.delete(healed.shape());
            // The entry of a service that it no longer knows is nothing to kube-proxy, so the test removes it.
            Waiting.until("kube-proxy translates no more", SOON, () -> !proxy.translates(healed.address()));
            Entries.of(node).deleteTowards(healed.address());
            Waiting.pass(Duration.ofSeconds(4));
            owner.createServed(healed.shape(), healed.backend());
            flowmend.findings().await(healed.address(), FindingState.HEALED_BY_OTHERS, SOON);
            var finding = flowmend.findings().towards(healed.address()).getLast();
            assertThat(finding.getTransitions())
                    .last()
                    .satisfies(end -> assertThat(end.getReason()).contains("kube-proxy"));
        }
    }
}

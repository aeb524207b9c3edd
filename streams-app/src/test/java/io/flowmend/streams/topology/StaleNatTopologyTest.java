/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.NODE;
import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.cluster.LoadBalancerIngress;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StaleNatTopologyTest {

    @TempDir
    Path state;

    private PipelineDriver driver;
    private World world;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        world = new World(driver);
        world.known(0.5);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aFlowThatBeganBeforeItsBackendIsFoundOnceWithItsEvidence() {
        // Given
        world.brokenFlow();
        // When
        world.known(7);
        world.known(8);
        // Then
        var findings = driver.findings();
        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
        assertThat(finding.getState()).isEqualTo(FindingState.OPEN);
        assertThat(finding.getBrokenAt()).isEqualTo(at(6));
        assertThat(finding.getDetectedAt()).isEqualTo(at(6.1));
        assertThat(finding.getSubject().getFlow()).isEqualTo("10.1.0.2:5000 -> 203.0.113.7:162/udp");
        assertThat(finding.getEvidence())
                .extracting(Evidence::getTopic)
                .containsExactly(
                        "flowmend.node.flows",
                        "flowmend.node.flows",
                        "flowmend.k8s.services",
                        "flowmend.k8s.endpointslices",
                        "flowmend.node.status");
        assertThat(finding.getEvidence())
                .last()
                .extracting(Evidence::getEventTime)
                .isEqualTo(at(7));
    }

    @Test
    void nothingIsConcludedBeforeTheNodeIsKnown() {
        // Given
        world.brokenFlow();
        // When
        world.apiKnown(7);
        // Then
        assertThat(driver.findings()).isEmpty();
        world.nodeKnown(7);
        assertThat(driver.findings()).hasSize(1);
    }

    @Test
    void anotherPartysRemovalHealsIt() {
        // Given
        world.brokenFlow();
        world.known(7);
        // When
        world.removedBy(7.05, "kube-proxy");
        world.known(8);
        // Then
        assertThat(driver.findings())
                .extracting(Finding::getState)
                .containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void aRemovalWithinTheSkewBoundLeavesNoFinding() {
        // Given
        world.brokenFlow();
        // When
        world.removedBy(6.05, "kube-proxy");
        world.known(8);
        // Then
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void itExpiresWhenNobodySendsAnyMore() {
        // Given
        world.brokenFlow();
        world.known(7);
        // When: created at 2.5 s, in use until 5 s, so it ends at 35 s and may be reported until 40 s
        world.known(39.9);
        var before = driver.findings();
        world.known(41);
        // Then
        assertThat(before)
                .extracting(Finding::getState)
                .as("opened, and told again once nobody else heals it")
                .containsExactly(FindingState.OPEN, FindingState.OPEN);
        assertThat(driver.findings()).extracting(Finding::getState).containsExactly(FindingState.EXPIRED);
    }

    @Test
    void itIsWithdrawnWhenTheBackendGoes() {
        // Given
        world.brokenFlow();
        world.known(7);
        // When
        world.slice(8, false, NODE);
        world.known(9);
        // Then
        assertThat(driver.findings())
                .extracting(Finding::getState)
                .containsExactly(FindingState.OPEN, FindingState.WITHDRAWN);
    }

    @Test
    void whatLooksAlikeStaysSilent() {
        // a service that is never ready
        world.service(1, service -> {});
        world.slice(1.1, false, NODE);
        world.entryInUse();
        world.known(10);
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void aProcessOfTheNodeItselfStaysSilent() {
        world.readyService();
        world.sees(2.5, FlowKind.CREATED, entry -> entry.setToLocalAddress(true).setLocalListener(true));
        world.sees(5, FlowKind.REFRESHED, entry -> entry.setToLocalAddress(true).setLocalListener(true));
        world.known(10);
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void anAddressOfTheNodeWithoutAListenerIsAFault() {
        world.readyService();
        world.sees(2.5, FlowKind.CREATED, entry -> entry.setToLocalAddress(true));
        world.sees(5, FlowKind.REFRESHED, entry -> entry.setToLocalAddress(true));
        world.known(10);
        assertThat(driver.findings()).hasSize(1);
    }

    static Stream<Arguments> exemptions() {
        return Stream.of(
                exempt(
                        "ipMode Proxy",
                        service ->
                                service.setLoadBalancerIngress(List.of(new LoadBalancerIngress(World.VIP, "Proxy")))),
                exempt("another proxy's", service -> service.setServiceProxyName("other")),
                exempt(
                        "kube-router DSR",
                        service -> service.setAnnotations(Map.of("kube-router.io/service.dsr", "tunnel"))),
                exempt("headless", service -> service.setClusterIps(List.of())),
                exempt("ExternalName", service -> service.setType("ExternalName")));
    }

    private static Arguments exempt(String why, Consumer<ServiceState.Builder> edit) {
        return Arguments.of(why, edit);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exemptions")
    void aServiceThatNoProxyTranslatesStaysSilent(String why, Consumer<ServiceState.Builder> edit) {
        world.service(1, edit);
        world.slice(1.1, true, NODE);
        world.entryInUse();
        world.known(10);
        assertThat(driver.findings()).as(why).isEmpty();
        // The same service without the exemption is a fault: the silence was its own.
        world.service(11, service -> {});
        world.sees(12, FlowKind.REFRESHED);
        world.known(13);
        assertThat(driver.findings()).hasSize(1);
    }

    @Test
    void aLocalPolicyIsAFaultOnlyWhereABackendIs() {
        world.service(1, service -> service.setExternalTrafficPolicy("Local"));
        world.slice(1.1, true, "node-b");
        world.entryInUse();
        world.known(10);
        assertThat(driver.findings()).isEmpty();
        world.slice(11, true, NODE);
        world.sees(12, FlowKind.REFRESHED);
        world.known(13);
        assertThat(driver.findings()).hasSize(1);
    }

    @Test
    void aTwinThatAnotherZoneTranslatedStaysSilent() {
        world.readyService();
        world.sees(2.5, FlowKind.CREATED);
        world.sees(
                2.6,
                FlowKind.CREATED,
                entry -> entry.setZone(5).setReply(new Tuple("10.244.1.5", "10.1.0.2", 162, 5000)));
        world.sees(5, FlowKind.REFRESHED);
        world.known(10);
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void anEntryThatNobodyUsesStaysSilent() {
        world.readyService();
        world.sees(2.5, FlowKind.CREATED);
        world.known(10);
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void anotherPortAndTcpStaySilent() {
        world.readyService();
        for (var at : List.of(2.5, 5.0)) {
            var kind = at < 3 ? FlowKind.CREATED : FlowKind.REFRESHED;
            world.sees(at, kind, entry -> entry.setProtocol(6));
            world.sees(
                    at + 0.1,
                    kind,
                    entry -> entry.setOriginal(new Tuple("10.1.0.2", World.VIP, 5000, 163))
                            .setReply(new Tuple(World.VIP, "10.1.0.2", 163, 5000)));
        }
        world.known(10);
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void aSliceThatLeavesItsServiceLeavesItWithoutABackend() {
        // Given
        world.readyService();
        world.slice(1.5, true, NODE, slice -> slice.setServiceName("other"));
        // When
        world.entryInUse();
        world.known(10);
        // Then
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void nothingIsConcludedOverAGapOfTheWatch() {
        // Given: the watch was cut after 5.5 s; the changes of 6 s and 7 s arrive together at 9.5 s
        world.service(1, service -> {});
        world.slice(1.1, false, NODE);
        world.entryInUse();
        world.known(5.5);
        world.slice(9.5, true, NODE);
        world.nodeKnown(9.7);
        world.slice(9.8, false, NODE);
        // When
        world.apiKnown(9.45, at(5.5), at(9.81));
        world.known(11);
        // Then
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void afterAGapWhatStillHoldsIsConcluded() {
        world.service(1, service -> {});
        world.slice(1.1, false, NODE);
        world.entryInUse();
        world.known(5.5);
        world.slice(9.5, true, NODE);
        world.nodeKnown(9.4);
        world.apiKnown(9.45, at(5.5), at(9.81));
        world.sees(9.6, FlowKind.REFRESHED);
        world.known(11);
        assertThat(driver.findings()).extracting(Finding::getDetectedAt).containsExactly(at(9.81));
    }

    @Test
    void nothingIsConcludedOverLostEvents() {
        world.service(1, service -> {});
        world.slice(1.1, false, NODE);
        world.entryInUse();
        world.known(5.5);
        world.slice(6, true, NODE);
        world.sees(6.5, FlowKind.DESTROYED);
        world.lostSomething();
        world.known(7);
        assertThat(driver.findings()).isEmpty();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.NODE;
import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.cluster.LoadBalancerIngress;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.Tuple;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no fault, each beside the fault that it looks like or with all of it but one thing. */
class StaleNatLookAlikesTopologyTest extends WorldCase {

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
}

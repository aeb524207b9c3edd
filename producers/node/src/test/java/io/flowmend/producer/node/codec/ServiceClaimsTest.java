/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.schemas.cluster.LoadBalancerIngress;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.schemas.origin.ApiOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceClaimsTest {

    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void aServiceHasEachOfItsAddressesWithEachOfItsPorts() {
        assertThat(ServiceClaims.of(service(false)).orElseThrow())
                .containsExactlyInAnyOrder(
                        new ServiceAddress(Ip.parse("10.96.0.10"), 53, 17),
                        new ServiceAddress(Ip.parse("10.96.0.10"), 53, 6),
                        new ServiceAddress(Ip.parse("fd00::10"), 53, 17),
                        new ServiceAddress(Ip.parse("fd00::10"), 53, 6),
                        new ServiceAddress(Ip.parse("198.51.100.1"), 53, 17),
                        new ServiceAddress(Ip.parse("198.51.100.1"), 53, 6),
                        new ServiceAddress(Ip.parse("203.0.113.7"), 53, 17),
                        new ServiceAddress(Ip.parse("203.0.113.7"), 53, 6));
    }

    @Test
    void aDeletedServiceAndATombstoneHaveNone() {
        assertThat(ServiceClaims.of(service(true))).contains(Set.of());
        assertThat(ServiceClaims.of(null)).contains(Set.of());
    }

    private static ServiceRecord service(boolean deleted) {
        var state = ServiceState.newBuilder()
                .setNamespace("default")
                .setName("traps")
                .setUid("u")
                .setCreatedAt(T0)
                .setType("LoadBalancer")
                .setClusterIps(List.of("10.96.0.10", "fd00::10", "None"))
                .setExternalIps(List.of("198.51.100.1"))
                .setLoadBalancerIngress(
                        List.of(new LoadBalancerIngress("203.0.113.7", "VIP"), new LoadBalancerIngress("", "VIP")))
                .setPorts(List.of(new ServicePort("u", "UDP", 53, 0), new ServicePort("t", "TCP", 53, 30053)))
                .setExternalTrafficPolicy("Cluster")
                .setInternalTrafficPolicy("Cluster")
                .setSessionAffinity("None")
                .build();
        var origin = ApiOrigin.newBuilder()
                .setCluster("x")
                .setType("x")
                .setUid("x")
                .setResourceVersion("x")
                .setObservedAt(T0);
        return ServiceRecord.newBuilder()
                .setOrigin(origin.build())
                .setEventTime(T0)
                .setDeleted(deleted)
                .setState(state)
                .build();
    }
}

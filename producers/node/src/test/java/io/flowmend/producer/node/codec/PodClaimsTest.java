/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.producer.node.sample.PodClaim;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.PodState;
import io.flowmend.schemas.origin.ApiOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodClaimsTest {

    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");
    private static final Set<Ip> NODE = Set.of(Ip.parse("192.0.2.1"));
    private static final PodClaim ENDED = new PodClaim.Ended();

    @Test
    void aRunningPodOwnsItsAddressesOfBothFamilies() {
        assertThat(claim(pod -> {})).isEqualTo(live("10.1.0.7", "fd00::7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Succeeded", "Failed"})
    void aFinishedPodOwnsNothingAlthoughItStillShowsItsAddress(String phase) {
        assertThat(claim(pod -> pod.setPhase(phase))).isEqualTo(ENDED);
    }

    @Test
    void aDeletedPodAndATombstoneOwnNothing() {
        assertThat(PodClaims.of(record(state().build(), true))).contains(ENDED);
        assertThat(PodClaims.of(null)).contains(ENDED);
    }

    @Test
    void aWatermarkSaysNothingOfAPod() {
        assertThat(PodClaims.of(record(null, false))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cni.projectcalico.org/podIP", "vpc.amazonaws.com/pod-ips"})
    void aTerminatingPodOwnsItsAddressUntilItsNetworkIsRemoved(String annotation) {
        assertThat(claim(pod -> pod.setDeletionTimestamp(T0).setAnnotations(Map.of(annotation, "10.1.0.7/32"))))
                .isEqualTo(live("10.1.0.7", "fd00::7"));
        assertThat(claim(pod -> pod.setDeletionTimestamp(T0))).isEqualTo(live("10.1.0.7", "fd00::7"));
        assertThat(claim(pod -> pod.setDeletionTimestamp(T0).setAnnotations(Map.of(annotation, ""))))
                .isEqualTo(ENDED);
        assertThat(claim(pod -> pod.setAnnotations(Map.of(annotation, ""))))
                .as("not terminating")
                .isEqualTo(live("10.1.0.7", "fd00::7"));
    }

    @Test
    void theAddressOfAHostNetworkPodIsItsNodes() {
        assertThat(claim(pod -> pod.setHostNetwork(true).setPodIps(List.of("192.0.2.1"))))
                .isEqualTo(new PodClaim.Live(Set.of(), NODE));
    }

    @Test
    void annotationsAreAskedWhereTheKubeletDidNotWriteYetInCalicosOrder() {
        var both = Map.of(
                "cni.projectcalico.org/podIP",
                "10.1.0.8/32",
                "cni.projectcalico.org/podIPs",
                "10.1.0.9/32,fd00::9/128");
        assertThat(claim(pod -> pod.setPodIps(List.of()).setAnnotations(both))).isEqualTo(live("10.1.0.9", "fd00::9"));
        var one = Map.of("vpc.amazonaws.com/pod-ips", "10.1.0.6", "cni.projectcalico.org/podIP", "10.1.0.8/32");
        assertThat(claim(pod -> pod.setPodIps(List.of()).setAnnotations(one))).isEqualTo(live("10.1.0.8"));
        assertThat(claim(pod -> pod.setPodIps(List.of()))).isEqualTo(live());
    }

    @Test
    void aPodWithoutNodeOwnsNothingYet() {
        assertThat(claim(pod -> pod.setNodeName(null))).isEqualTo(live());
    }

    private static PodClaim claim(Consumer<PodState.Builder> change) {
        var state = state();
        change.accept(state);
        return PodClaims.of(record(state.build(), false)).orElseThrow();
    }

    private static PodClaim live(String... own) {
        return new PodClaim.Live(List.of(own).stream().map(Ip::parse).collect(Collectors.toSet()), NODE);
    }

    private static PodState.Builder state() {
        return PodState.newBuilder()
                .setNamespace("default")
                .setName("web-0")
                .setUid("u")
                .setCreatedAt(T0)
                .setNodeName("node-a")
                .setPhase("Running")
                .setPodIps(List.of("10.1.0.7", "fd00::7"))
                .setHostIps(List.of("192.0.2.1"))
                .setHostNetwork(false)
                .setConditions(List.of());
    }

    private static PodRecord record(@Nullable PodState state, boolean deleted) {
        var origin = ApiOrigin.newBuilder()
                .setCluster("x")
                .setType("x")
                .setUid("x")
                .setResourceVersion("x")
                .setObservedAt(T0);
        return PodRecord.newBuilder()
                .setOrigin(origin.build())
                .setEventTime(T0)
                .setDeleted(deleted)
                .setState(state)
                .build();
    }
}

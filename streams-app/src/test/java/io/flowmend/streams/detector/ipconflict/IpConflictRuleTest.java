/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static io.flowmend.streams.node.NodeBench.at;
import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.node.Hns;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IpConflictRuleTest {

    private static final String IP = "10.0.0.7";
    private static final IpConflictConfig CONFIG = new IpConflictConfig(
            Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5));

    private final NodeBench bench = new NodeBench(new IpConflictRule(CONFIG), NodeBeat.HNS);

    @BeforeEach
    void anotherEndpointIsThereAllTheTime() {
        bench.version("kube-proxy", "v1.31.8").saw(here("other", false, "10.0.0.99", 0.5));
    }

    // Imminent.

    @Test
    void aRemoteBesideTheLocalEndpointIsImminentAtOnce() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).said(bench.pod(3));
        // When
        bench.saw(here("local-1", false, IP, 4));
        // Then
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.causeClass()).isEqualTo("imminent");
            assertThat(finding.detectedAt()).isEqualTo(at(4));
            assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
            assertThat(finding.advice()).contains("kube-proxy v1.31.8 may have: kubernetes/kubernetes #130963");
            assertThat(finding.evidence()).extracting(Evidence::says).anyMatch(says -> says.contains("remote-1"));
        });
    }

    @Test
    void aRemoteAloneIsImminentAfterASync() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).said(with(bench.pod(3), pod -> pod.phase("Pending")));
        bench.until(33);
        assertThat(bench.findings()).isEmpty();
        // When
        bench.until(33.1);
        // Then
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void itEndsWhenTheRemoteOneGoes() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).said(bench.pod(3)).saw(here("local-1", false, IP, 4));
        // When
        bench.saw(gone("remote-1", 6));
        // Then
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void aCleanReuseIsNone() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        // When
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1)).until(100);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aRemoteWhoseEndMayHaveBeenLostIsNone() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).lost("hns", 2, 2.5, 1);
        // When
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1)).until(100);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aRemoteThatIsListedAnewAfterALossIsImminent() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).lost("hns", 2, 2.5, 1);
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        // When
        bench.saw(here("remote-1", true, IP, 4));
        // Then
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void aFindingDoesNotEndBecauseTheEndOfTheRemoteOneMayHaveBeenLost() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).said(bench.pod(3)).saw(here("local-1", false, IP, 4));
        // When
        bench.lost("hns", 5, 5.5, 1).until(100);
        // Then
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void anAgentThatStartsAnewAndListsARemoteBeforeItsFirstHeartbeatIsBelieved() {
        // Given
        bench.source("hns", 6).said(bench.pod(3)).saw(here("local-1", false, IP, 4));
        // When
        bench.saw(here("remote-1", true, IP, 6.1)).gap(5, 6.5).until(100);
        // Then
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void aRemoteOfALivePodElsewhereIsNone() {
        // When
        bench.saw(here("remote-1", true, "10.0.1.9", 2)).said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        bench.until(100);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aProviderAddressOfAnOverlayIsNone() {
        // Given
        var overlay = new Hns("pa-1", "remote_" + IP, "vxlan0", "Overlay", true, 1, Optional.empty(), List.of(IP));
        bench.saw(new NodeFact.HnsHere(overlay, bench.ref(2)));
        // When
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1)).until(100);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aPodOnTheHostsNetworkIsNone() {
        // When
        bench.saw(here("remote-1", true, IP, 2)).said(with(bench.pod(3), pod -> pod.hostNetwork()));
        bench.until(100);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aCompletedPodThatStillShowsTheAddressIsNone() {
        // When
        bench.saw(here("remote-1", true, IP, 2)).said(with(bench.pod(3), pod -> pod.ended("it has finished")));
        bench.until(100);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    // Happened.

    @Test
    void aLocalEndpointThatKubeProxyDeletedIsProven() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        bench.saw(new NodeFact.CniAdded(
                new Workload("default", "web-0"), List.of(IP), Optional.of("local-1"), bench.ref(2.9)));
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        // When
        bench.saw(new NodeFact.ProxyDeleted("local-1", bench.ref(20.0)))
                .saw(gone("local-1", 20.1))
                .until(60);
        // Then
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.causeClass()).isEqualTo("local-lost");
            assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
            assertThat(finding.brokenAt()).isEqualTo(at(20.1));
            assertThat(finding.detectedAt()).isEqualTo(at(25.2));
            assertThat(finding.evidence())
                    .extracting(Evidence::says)
                    .anyMatch(says -> says.startsWith("kube-proxy deleted it"))
                    .anyMatch(says -> says.startsWith("no local endpoint has the address"));
        });
    }

    @Test
    void aPodWithoutALocalEndpointOnAFormerRemoteAddressIsLikely() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        // When
        bench.said(bench.pod(3)).until(60);
        // Then
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
            assertThat(finding.detectedAt()).isEqualTo(at(13.1));
        });
    }

    @Test
    void aPodThatNeverHadAnEndpointOnAFreshAddressIsTheCnisFault() {
        // When
        bench.said(bench.pod(3)).until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aLocalEndpointThatGoesBecauseThePodEndsIsNone() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1)).saw(gone("local-1", 20));
        // When
        bench.said(with(bench.pod(22), pod -> pod.ended("it has finished"))).until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void allEndpointsGoneAtOnceIsARestartOfHns() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        // When
        bench.saw(gone("local-1", 20)).saw(gone("other", 20.01)).until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aLeakedLocalEndpointIsAnotherFault() {
        // Given: detached, state 4, after a CNI DEL that failed; no pod has its address
        var leaked = new Hns("leak-1", "leaked", "", "L2Bridge", false, 4, Optional.of(false), List.of("10.0.0.50"));
        // When
        bench.saw(new NodeFact.HnsHere(leaked, bench.ref(2))).until(100);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void theSecondAddressOfADualStackPodNeedsNoEndpointOfItsOwn() {
        // Given
        bench.saw(here("remote-6", true, "fd00::7", 2)).saw(gone("remote-6", 2.5));
        // When
        bench.said(with(bench.pod(3), pod -> pod.addresses(IP, "fd00::7")))
                .saw(here("local-1", false, IP, 3.1))
                .until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aLinuxNodeIsNone() {
        // Given
        var linux = new NodeBench(new IpConflictRule(CONFIG), "routes");
        // When
        linux.said(linux.pod(3)).until(60);
        // Then
        assertThat(linux.findings()).isEmpty();
    }

    @Test
    void aSilentNodeIsNotAccused() {
        // Given
        bench.saw(here("remote-1", true, IP, 2))
                .saw(gone("remote-1", 2.5))
                .said(bench.pod(3))
                .silent(4);
        // When
        bench.until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void anEndpointThatComesBackHeals() {
        // Given
        bench.saw(here("remote-1", true, IP, 2))
                .saw(gone("remote-1", 2.5))
                .said(bench.pod(3))
                .until(20);
        // When
        bench.saw(here("local-2", false, IP, 21));
        // Then
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    // Two owners.

    @Test
    void twoLivePodsOnOneAddressAreAFinding() {
        // Given
        bench.said(bench.pod(3));
        // When
        bench.said(with(bench.pod(10), pod -> pod.named("web-1", "uid-2", 9))).until(15.1);
        // Then
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.causeClass()).isEqualTo("two-owners");
            assertThat(finding.subject().podUid()).contains("uid-2");
            assertThat(finding.detectedAt()).isEqualTo(at(15.1));
        });
    }

    @Test
    void aFormerOwnerWhoseEndIsKnownLateIsNone() {
        // Given
        bench.said(bench.pod(3)).said(with(bench.pod(10), pod -> pod.named("web-1", "uid-2", 9)));
        // When
        bench.said(with(bench.pod(14), pod -> pod.ended("it has finished"))).until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aMachineThatMovesIsNone() {
        // Given
        var label = Map.of("kubevirt.io", "virt-launcher");
        bench.said(with(bench.pod(3), pod -> pod.labels(label)));
        // When
        bench.said(with(bench.pod(10), pod -> pod.named("web-1", "uid-2", 9).labels(label)))
                .until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    private NodeFact here(String id, boolean remote, String ip, double at) {
        var hns = new Hns(id, id, "net", "L2Bridge", remote, remote ? 1 : 3, Optional.empty(), List.of(ip));
        return new NodeFact.HnsHere(hns, bench.ref(at));
    }

    private NodeFact gone(String id, double at) {
        return new NodeFact.HnsGone(id, bench.ref(at));
    }
}

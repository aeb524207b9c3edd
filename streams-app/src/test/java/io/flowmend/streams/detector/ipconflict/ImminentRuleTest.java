/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static io.flowmend.streams.node.NodeBench.at;
import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.node.Hns;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alarm A of field guide, section 3.3, and what looks alike. */
class ImminentRuleTest extends NodeCase {

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
            assertThat(finding.evidence())
                    .extracting(Evidence::says)
                    .containsExactly(
                            "pod default/web-0 of this node has 10.0.0.7",
                            "HNS endpoint remote-1 stands for 10.0.0.7 elsewhere",
                            "and local-1 is the pod's own",
                            "the remote one is still there: the node missed nothing");
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

    @Test
    void onlyNearMissesAreTold() {
        // When
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 4)).until(60);
        // Then
        assertThat(bench.harmless()).isEmpty();
        // When
        bench.saw(here("remote-1", true, IP, 61)).saw(gone("remote-1", 62));
        // Then
        assertThat(bench.harmless().getLast().reason()).isEqualTo("the remote endpoint that had its address is gone");
    }

    @Test
    void aRunningPodWithoutAnEndpointIsToldOnceItsTimeIsOver() {
        bench.said(bench.pod(3)).until(13);
        assertThat(bench.harmless()).isEmpty();
        bench.until(20);
        assertThat(bench.harmless().getLast().reason()).endsWith("another fault");
    }

    @Test
    void nothingIsToldOfALinuxNode() {
        // Given
        var linux = new NodeBench(new IpConflictRule(CONFIG), "routes");
        // When
        linux.said(linux.pod(3)).said(with(linux.pod(9), pod -> pod.ended("it has finished")));
        linux.until(60);
        // Then
        assertThat(linux.harmless()).isEmpty();
    }
}

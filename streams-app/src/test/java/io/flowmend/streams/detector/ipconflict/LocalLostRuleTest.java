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
import io.flowmend.streams.node.NodeFact.Workload;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alarm B of field guide, section 3.3, and what looks alike. */
class LocalLostRuleTest extends NodeCase {

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
            assertThat(finding.summary()).endsWith("kube-proxy deleted its HNS endpoint.");
            assertThat(finding.evidence())
                    .extracting(Evidence::says)
                    .containsExactly(
                            "pod default/web-0 runs and has 10.0.0.7",
                            "a remote endpoint had the address",
                            "the pod's own endpoint local-1 is gone",
                            "kube-proxy deleted it: the id is that of the pod's own endpoint",
                            "no local endpoint has the address: the node missed nothing");
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
            assertThat(finding.summary()).endsWith("it has no local HNS endpoint for 10.0.0.7.");
        });
    }

    @Test
    void aPodThatLosesItsEndpointAsItStartsHasItsTimeToo() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        // When
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1)).saw(gone("local-1", 4));
        bench.until(60);
        // Then
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.brokenAt()).isEqualTo(at(4));
            assertThat(finding.detectedAt()).isEqualTo(at(13.1));
        });
    }

    @Test
    void theEndpointOfAnEarlierPodIsNotThePodsOwn() {
        // Given
        bench.saw(here("local-0", false, IP, 0.6)).saw(gone("local-0", 0.8));
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        // When
        bench.said(bench.pod(3)).until(60);
        // Then
        assertThat(bench.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.brokenAt()).isEqualTo(at(3)));
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

    @Test
    void whatWentWithAllOthersIsARestartOfHns() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        // When: in whatever order a snapshot tells it, and new ones are there at once
        bench.saw(gone("other", 20)).saw(gone("local-1", 20.1)).saw(here("again", true, "10.0.0.99", 20.1));
        bench.until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void whatKubeProxyDeletedByItsOwnWordIsNoRestart() {
        // Given
        bench.saw(new NodeFact.CniAdded(
                new Workload("default", "web-0"), List.of(IP), Optional.of("local-1"), bench.ref(2.9)));
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        // When
        bench.saw(gone("other", 19)).saw(here("again", true, "10.0.0.99", 20.2));
        bench.saw(new NodeFact.ProxyDeleted("local-1", bench.ref(20.0)))
                .saw(gone("local-1", 20.1))
                .until(60);
        // Then
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void aLeakedLocalEndpointIsNotThePodsOwn() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5)).saw(local("leaked", 4, 2.6));
        // When
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1)).saw(gone("local-1", 20));
        bench.until(60);
        // Then
        assertThat(bench.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.brokenAt()).isEqualTo(at(20)));
    }

    @Test
    void anEndpointThatIsDetachedAsItsPodEndsIsItsEnd() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        bench.said(bench.pod(3)).saw(local("local-1", 3, 3.1));
        // When: the API knows it soon
        bench.saw(local("local-1", 4, 20));
        bench.until(24)
                .said(with(bench.pod(24.1), pod -> pod.ended("it has finished")))
                .until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    private NodeFact local(String id, int state, double at) {
        var hns = new Hns(id, id, "net", "L2Bridge", false, state, Optional.empty(), List.of(IP));
        return new NodeFact.HnsHere(hns, bench.ref(at));
    }
}

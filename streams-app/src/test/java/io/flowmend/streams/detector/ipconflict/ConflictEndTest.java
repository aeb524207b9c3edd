/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static io.flowmend.streams.node.NodeBench.at;
import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.PodSeen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the findings of one node end, and what is kept of them. */
class ConflictEndTest extends NodeCase {

    private static final String OTHER_IP = "10.0.0.8";

    private PodSeen otherPod(double at) {
        return with(bench.pod(at), pod -> pod.named("web-1", "uid-2", 1).addresses(OTHER_IP));
    }

    @Test
    void aFindingExpiresWithItsPod() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).said(bench.pod(3)).saw(here("local-1", false, IP, 4));
        var end = with(bench.pod(6), pod -> pod.ended("it has finished"));
        // When
        bench.said(end);
        // Then
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.findings().getLast()).satisfies(finding -> {
            assertThat(finding.last().state()).isEqualTo(FindingState.EXPIRED);
            assertThat(finding.last().at()).isEqualTo(at(6));
            assertThat(finding.evidence().getLast()).isEqualTo(new Evidence("the pod has ended", end.record()));
        });
    }

    @Test
    void theFindingOfAnotherPodStaysOpen() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).said(bench.pod(3)).saw(here("local-1", false, IP, 4));
        bench.saw(here("remote-2", true, OTHER_IP, 5)).said(otherPod(6)).saw(here("local-2", false, OTHER_IP, 7));
        assertThat(bench.findings()).hasSize(2);
        // When
        bench.said(with(otherPod(8), pod -> pod.deleting()));
        // Then
        assertThat(bench.findings()).hasSize(3);
        assertThat(bench.findings().getLast().subject().address()).isEqualTo(OTHER_IP);
    }

    @Test
    void aPodThatGoesOnEndsNothing() {
        bench.saw(here("remote-1", true, IP, 2)).said(bench.pod(3)).saw(here("local-1", false, IP, 4));
        bench.said(bench.pod(6));
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void whatEndedAndComesAgainIsFoundAgain() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).said(bench.pod(3)).saw(here("local-1", false, IP, 4));
        bench.saw(gone("remote-1", 6));
        // When
        bench.saw(here("remote-2", true, IP, 8));
        // Then
        assertThat(bench.findings())
                .extracting(finding -> finding.last().state())
                .containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS, FindingState.OPEN);
        assertThat(bench.findings().getLast().id())
                .isNotEqualTo(bench.findings().getFirst().id());
    }

    @Test
    void nothingIsKeptOfPodsThatAreForgotten() {
        // Given
        var before = bench.kept();
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        bench.saw(here("remote-1", true, IP, 4)).saw(gone("remote-1", 5)).saw(gone("local-1", 6));
        bench.said(with(bench.pod(6), pod -> pod.deleting())).until(60);
        bench.said(otherPod(61));
        // When
        bench.forget(70, "uid-1").forget(70, "uid-2");
        // Then
        assertThat(bench.kept()).isEqualTo(before);
    }

    @Test
    void norOfWhatCniAndKubeProxySaidOnceNoPodCanBeMeantByIt() {
        // Given
        var before = bench.kept();
        bench.saw(new NodeFact.CniAdded(
                new NodeFact.Workload("default", "web-0"), List.of(IP), Optional.of("local-1"), bench.ref(2)));
        bench.saw(new NodeFact.ProxyDeleted("local-1", bench.ref(3.0)));
        // When
        bench.until(17.9);
        assertThat(bench.kept()).isEqualTo(before + 2);
        bench.until(18);
        // Then
        assertThat(bench.kept()).isEqualTo(before);
    }

    @Test
    void norOfWhatTheCniMadeOnceItsEndpointIsGone() {
        // Given
        bench.saw(here("local-1", false, IP, 1)).saw(gone("local-1", 1.5)).until(30);
        var before = bench.kept();
        // When
        bench.saw(new NodeFact.CniAdded(
                new NodeFact.Workload("default", "web-0"), List.of(IP), Optional.of("local-1"), bench.ref(31)));
        bench.saw(here("local-1", false, IP, 32)).saw(gone("local-1", 33)).until(48);
        // Then
        assertThat(bench.kept()).isEqualTo(before);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import static io.flowmend.streams.node.NodeBench.at;
import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route that the agent deletes, and what looks alike (field guide, section 4.3). */
class RouteDeletedRuleTest extends EndpointDelayCase {

    @ParameterizedTest
    @ValueSource(doubles = {9, 10.2, 15})
    void aRouteThatGoesInTheGracePeriodIsCertain(double age) {
        // Given
        bench.saw(up(2)).said(pending(3));
        // When
        bench.saw(routeGone(2 + age, LINK, ADDRESS)).until(40);
        // Then
        assertThat(bench.findings()).hasSize(1);
        var finding = bench.findings().getFirst();
        assertThat(finding.brokenAt()).isEqualTo(at(2 + age));
        assertThat(finding.detectedAt()).isEqualTo(at(7 + age));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.evidence()).extracting(Evidence::says).anyMatch(says -> says.startsWith("its link " + LINK));
    }

    @ParameterizedTest
    @ValueSource(doubles = {8.99, 15.01})
    void aRouteThatGoesAtAnotherTimeIsNone(double age) {
        // Given
        bench.saw(up(2)).said(pending(3));
        // When
        bench.saw(routeGone(2 + age, LINK, ADDRESS)).until(40);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aRouteThatGoesRaisesTheWarningOfTheSamePod() {
        // Given
        bench.saw(up(2)).said(bench.pod(3)).until(6);
        // When
        bench.saw(routeGone(12, LINK, ADDRESS)).until(18);
        // Then
        assertThat(bench.findings())
                .extracting(finding -> finding.id())
                .containsOnly(bench.findings().getFirst().id());
        assertThat(bench.findings().getLast().last().reason()).isEqualTo("route deleted 10.0 s after its link came up");
    }

    @Test
    void aRouteThatGoesOfAPodThatIsProgrammedSoonAfterIsNotASecondFinding() {
        // Given
        bench.saw(up(2)).said(bench.pod(3)).until(6);
        // When
        bench.saw(routeGone(12, LINK, ADDRESS)).saw(programmed(13)).until(40);
        // Then
        assertThat(bench.findings())
                .extracting(finding -> finding.id())
                .containsOnly(bench.findings().getFirst().id());
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void aRouteThatWentAndCameBackIsTold() {
        // Given
        bench.saw(up(2)).said(pending(3)).saw(routeGone(12, LINK, ADDRESS));
        // When
        bench.saw(programmed(13)).until(40);
        // Then
        assertThat(bench.findings())
                .extracting(finding -> finding.last().state())
                .containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void aRouteThatGoesBecauseThePodIsBeingDeletedIsNone() {
        // Given
        bench.saw(up(2)).said(pending(3)).said(with(pending(11), pod -> pod.deleting()));
        // When
        bench.saw(routeGone(12, LINK, ADDRESS)).until(40);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aRouteThatGoesBecauseThePodHasFinishedIsNoneThoughTheApiKnowsLater() {
        // Given
        bench.saw(up(2)).said(pending(3)).saw(routeGone(12, LINK, ADDRESS));
        // When
        bench.said(with(pending(13.5), pod -> pod.ended("it has finished"))).until(40);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aLinkThatGoesTooIsNone() {
        // Given
        bench.saw(up(2)).said(pending(3)).saw(routeGone(12, LINK, ADDRESS));
        // When
        bench.saw(new NodeFact.LinkGone(LINK, bench.ref(12.5))).until(40);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aRouteOfAProgrammedPodWasDeletedByAnother() {
        // Given
        bench.saw(up(2)).said(bench.pod(3)).saw(programmed(3.1));
        // When
        bench.saw(routeGone(12, LINK, ADDRESS)).until(40);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aRouteThatGoesAfterSomethingWasLostMayBeOfAProgrammedPod() {
        // Given: the agent's word may be among what was lost
        bench.saw(up(2)).said(bench.pod(3)).gap(3, 4);
        // When
        bench.saw(routeGone(12, LINK, ADDRESS)).until(40);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aRouteToAnAddressThatIsNotThePodsIsNone() {
        // Given: e.g. borrowed from this node's block by another node
        bench.saw(up(2)).said(pending(3));
        // When
        bench.saw(routeGone(12, LINK, "10.0.0.99")).until(40);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aRouteThatMovesToTheNextPodIsNone() {
        // Given
        bench.saw(up(2)).said(pending(3));
        // When
        bench.saw(new NodeFact.RouteHere(ADDRESS, "cali00000000000", bench.ref(12)))
                .until(40);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aDeletedRouteIsProvenAlsoWhereNobodyWouldTellOfTheAgent() {
        // Given
        var routes = new NodeBench(new EndpointDelayRule(CONFIG), "routes");
        // When
        routes.saw(up(2))
                .said(routes.pod(3))
                .saw(routeGone(12.2, LINK, ADDRESS))
                .until(60);
        // Then
        assertThat(routes.findings()).hasSize(1);
        assertThat(routes.findings().getFirst().confidence()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void aRouteThatIsMadeAgainIsTheEnd() {
        // Given
        var routes = new NodeBench(new EndpointDelayRule(CONFIG), "routes");
        routes.saw(up(2))
                .said(routes.pod(3))
                .saw(routeGone(12.2, LINK, ADDRESS))
                .until(20);
        // When
        routes.saw(new NodeFact.RouteHere(ADDRESS, LINK, bench.ref(25))).until(60);
        // Then
        assertThat(routes.findings()).hasSize(2);
        assertThat(routes.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
        assertThat(routes.findings().getLast().last().at()).isEqualTo(at(25));
    }

    @Test
    void aRouteThatIsBackAtOnceIsNone() {
        // When
        bench.saw(up(2))
                .said(pending(3))
                .saw(routeGone(12.2, LINK, ADDRESS))
                .saw(new NodeFact.RouteHere(ADDRESS, LINK, bench.ref(13)))
                .until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
        assertThat(bench.harmless().getLast().reason()).isEqualTo("it does not run yet");
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import static io.flowmend.streams.node.NodeBench.at;
import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.node.Latency;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Programmed.How;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod that nobody programs, and what looks alike (field guide, section 4.3). */
class ProgrammingRuleTest extends EndpointDelayCase {

    @Test
    void theLinkHasCalicosName() {
        assertThat(LinkName.of("cali", "default", "web-0")).isEqualTo("cali0d7763386da");
    }

    @Test
    void aRunningPodThatNobodyProgrammedIsAWarningAndThenCritical() {
        // Given
        bench.said(bench.pod(3));
        // When
        bench.until(14);
        // Then
        assertThat(bench.findings())
                .extracting(finding -> finding.severity())
                .containsExactly(Severity.WARNING, Severity.CRITICAL);
        var last = bench.findings().getLast();
        assertThat(last.transitions()).extracting(step -> step.at()).containsExactly(at(5.1), at(13.1));
        assertThat(last.brokenAt()).isEqualTo(at(3));
        assertThat(last.causeClass()).isEqualTo("unknown");
        assertThat(last.evidence())
                .extracting(Evidence::record)
                .extracting(record -> record.time())
                .containsExactly(at(3), at(3), at(5.1), at(13.1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.9, 5.0, 5.1})
    void aPodThatIsProgrammedInTimeIsNone(double when) {
        // Given
        if (when < 3) {
            bench.saw(programmed(when)).said(bench.pod(3));
        } else {
            bench.said(bench.pod(3)).saw(programmed(when));
        }
        // When
        bench.until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aPodThatIsProgrammedLaterHeals() {
        // Given
        bench.said(bench.pod(3)).until(6);
        // When
        bench.saw(programmed(7.5)).until(60);
        // Then
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
        assertThat(bench.findings().getLast().last().reason()).isEqualTo("the agent programmed it, 4.5 s late");
    }

    @Test
    void theTimerOutlivesTheWorstThatWasReported() {
        // Given
        bench.said(bench.pod(3)).until(14);
        // When
        bench.saw(programmed(160));
        // Then
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void withoutTheAnnotationTheCauseIsAtTheCni() {
        // Given
        bench.said(with(bench.pod(3), pod -> pod.annotated(false)));
        // When
        bench.until(6);
        // Then
        assertThat(bench.findings().getFirst().causeClass()).isEqualTo("annotation-missing");
    }

    @Test
    void aPolicyThatDeniesIsNone() {
        // Given: no network by policy, and the agent knows the pod
        bench.said(bench.pod(3)).saw(programmed(3.1));
        // When
        bench.saw(new NodeFact.Refresh(NodeFact.Refresh.Why.POLICY, "default-deny", bench.ref(4)))
                .until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aPodOnTheHostsNetworkIsNone() {
        // When
        bench.said(with(bench.pod(3), pod -> pod.hostNetwork())).until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aWindowsPodIsNone() {
        // When
        bench.said(with(bench.pod(3), pod -> pod.windows())).until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aWindowsNodeIsNone() {
        // When
        bench.version("os", "windows").said(bench.pod(3)).until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aNodeWithoutASourceThatWouldTellIsNone() {
        // Given: another CNI
        var other = new NodeBench(new EndpointDelayRule(CONFIG), "routes");
        // When
        other.said(other.pod(3)).until(60);
        // Then
        assertThat(other.findings()).isEmpty();
    }

    @Test
    void anotherInterfaceNameIsNone() {
        // Given: renamed, or another CNI's
        bench.saw(new NodeFact.LinkUp("eni1234", bench.ref(2))).said(pending(3));
        // When
        bench.saw(routeGone(12, "eni1234", ADDRESS)).until(40);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aPodThatStillPullsItsImageIsNone() {
        // When
        bench.said(pending(3)).until(120);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aPodThatIsNotReadyButProgrammedIsNone() {
        // Given: a readiness gate; readiness is not looked at
        bench.said(bench.pod(3)).saw(programmed(3.2));
        // When
        bench.until(200);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aMachineThatMovesIsNone() {
        // When
        bench.said(with(bench.pod(3), pod -> pod.labels(Map.of("kubevirt.io", "virt-launcher"))))
                .until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aSilentNodeIsNotAccused() {
        // Given
        bench.said(bench.pod(3)).silent(4);
        // When
        bench.until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void afterAGapFilesMustBeListedAnew() {
        // Given
        bench.said(bench.pod(3)).silent(4).until(20).back(21).until(30);
        assertThat(bench.findings()).isEmpty();
        // When
        bench.saw(new NodeFact.DumpEnded(
                        List.of(NodeBeat.STATUS_FILES), bench.ref(31).time(), bench.ref(31)))
                .until(32);
        // Then
        assertThat(bench.findings()).hasSize(1);
        assertThat(bench.findings().getFirst().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aListThatBeganInTheGapMayHaveLostARowOfIt() {
        // Given
        bench.said(bench.pod(3)).silent(4).until(20).back(21);
        // When
        bench.saw(new NodeFact.DumpEnded(
                        List.of(NodeBeat.STATUS_FILES), bench.ref(20.9).time(), bench.ref(31)))
                .until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aPodFromBeforeTheAgentWatchedIsNotAccused() {
        // Given
        var young = new NodeBench(new EndpointDelayRule(CONFIG)).source(NodeBeat.FELIX, 2.0);
        // When
        young.said(young.pod(3)).until(60);
        // Then
        assertThat(young.findings()).isEmpty();
    }

    @Test
    void theNextPodOfAStatefulSetIsNotProvenByTheOneBefore() {
        // Given
        bench.said(bench.pod(3)).saw(programmed(3.1));
        bench.said(with(bench.pod(10), pod -> pod.ended("it was deleted")));
        // When
        bench.said(with(bench.pod(12), pod -> pod.named("web-0", "uid-2", 11))).until(20);
        // Then
        assertThat(bench.findings())
                .extracting(finding -> finding.subject().podUid())
                .containsExactly(Optional.of("uid-2"));
    }

    @Test
    void aPodThatEndsUnprogrammedEndsItsFinding() {
        // Given
        bench.said(bench.pod(3)).until(6);
        // When
        bench.said(with(bench.pod(8), pod -> pod.deleting())).until(60);
        // Then
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.EXPIRED);
    }

    @Test
    void theLatencyOfEveryEndpointIsMeasuredOnce() {
        // Given
        bench.saw(new NodeFact.TyphaLink("typha-1", true, bench.ref(1.5)));
        bench.saw(new NodeFact.CniAdded(WEB, List.of(ADDRESS), Optional.empty(), bench.ref(2.5)));
        bench.said(bench.pod(3));
        // When
        bench.saw(programmed(3.2)).saw(programmed(3.3)).until(60);
        // Then
        assertThat(bench.latencies()).hasSize(1);
        var latency = bench.latencies().getFirst();
        assertThat(latency.from()).isEqualTo(Latency.From.CNI_ADDED);
        assertThat(latency.startedAt()).isEqualTo(at(2.5));
        assertThat(latency.programmedAt()).isEqualTo(at(3.2));
        assertThat(latency.typha()).contains("typha-1");
        assertThat(latency.late()).isFalse();
    }

    @Test
    void whatADumpShowsProvesButMeasuresNothing() {
        // Given
        bench.said(bench.pod(3));
        // When
        bench.saw(new NodeFact.Programmed(WEB, How.STATUS_FILE, true, bench.ref(4)))
                .until(60);
        // Then
        assertThat(bench.latencies()).isEmpty();
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aPodThatIsForgottenLeavesNothingBehind() {
        // Given
        var before = bench.kept();
        bench.saw(up(2)).said(bench.pod(3)).saw(programmed(3.1));
        // When
        bench.forget(700, "uid-1");
        // Then
        assertThat(bench.kept()).isEqualTo(before);
    }
}

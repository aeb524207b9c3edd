/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static io.flowmend.streams.node.NodeBench.at;
import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may be concluded of a node of which not all is known: after gaps, lists and silence. */
class NodeKnowledgeTest extends NodeCase {

    private static final Workload WORKLOAD = new Workload("default", "web-0");

    /** A running pod without an endpoint on a former remote address; its node is watched since then. */
    private NodeBench lostOn(NodeBench node) {
        return node.saw(here("remote-1", true, IP, 6.6))
                .saw(gone("remote-1", 6.7))
                .said(node.pod(7));
    }

    private NodeFact listed(String what, double at) {
        return new NodeFact.DumpEnded(List.of(what), bench.ref(at).time(), bench.ref(at));
    }

    @Test
    void anAgentYoungerThanThePodTellsNothingOfItsEndpointBeforeItHasListedAll() {
        // Given
        lostOn(bench.source(NodeBeat.HNS, 6).gap(5, 6.5))
                .saw(listed("routes", 20))
                .until(30);
        assertThat(bench.findings()).isEmpty();
        // When
        bench.saw(listed(NodeBeat.HNS, 31));
        // Then
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.causeClass()).isEqualTo("local-lost");
            assertThat(finding.detectedAt()).isEqualTo(at(31));
        });
    }

    @Test
    void aListFromBeforeAGapTellsNothing() {
        lostOn(bench.saw(listed(NodeBeat.HNS, 4)).gap(5, 6.5)).until(60);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aListThatBeganInAGapMayHaveLostARowOfIt() {
        var began = new NodeFact.DumpEnded(List.of(NodeBeat.HNS), bench.ref(6).time(), bench.ref(8));
        lostOn(bench.gap(5, 6.5).saw(began)).until(60);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void anAgentThatWatchesNoEndpointsTellsNothingByItsList() {
        // Given
        var blind = new NodeBench(new IpConflictRule(CONFIG), "routes");
        blind.saw(here("other", false, "10.0.0.99", 0.5)).gap(5, 6.5);
        blind.saw(here("remote-1", true, IP, 6.6)).saw(gone("remote-1", 6.7));
        // When
        blind.said(with(blind.pod(7), pod -> pod.windows())).saw(listed(NodeBeat.HNS, 8));
        blind.until(60);
        // Then
        assertThat(blind.findings()).isEmpty();
    }

    @Test
    void aNodeThatWasSilentIsBelievedAgainOnceItHasListedAll() {
        // Given
        lostOn(bench).silent(8).back(30).until(40);
        assertThat(bench.findings()).isEmpty();
        // When
        bench.saw(listed(NodeBeat.HNS, 41));
        // Then
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void aRemoteFromBeforeASilenceMayBeGone() {
        bench.saw(here("remote-1", true, IP, 2)).silent(4).back(6);
        bench.said(bench.pod(7)).saw(here("local-1", false, IP, 8)).until(100);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void whatIsDueWhileTheNodeIsSilentIsFoundWhenItIsBack() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).silent(2.5).said(bench.pod(3));
        bench.saw(here("remote-1", true, IP, 6)).saw(here("local-1", false, IP, 6));
        assertThat(bench.findings()).isEmpty();
        // When
        bench.back(6);
        // Then
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void aRemoteFromBeforeAGapMayBeGone() {
        bench.saw(here("remote-1", true, IP, 2)).gap(5, 6.5);
        bench.said(bench.pod(7)).saw(here("local-1", false, IP, 8)).until(100);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aRemoteThatAnAgentListsAsItStartsWithinAGapIsThere() {
        bench.source(NodeBeat.HNS, 6).saw(here("remote-1", true, IP, 6.1)).gap(5, 6.5);
        bench.said(bench.pod(7)).saw(here("local-1", false, IP, 8));
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void unlessTheAgentHasLostSomethingSince() {
        bench.source(NodeBeat.HNS, 6).saw(here("remote-1", true, IP, 6.1)).lost(NodeBeat.HNS, 5, 6.5, 1);
        bench.said(bench.pod(7)).saw(here("local-1", false, IP, 8)).until(100);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aPodOfWindowsTellsWhatItsNodeDoesNot() {
        // Given
        var silent = new NodeBench(new IpConflictRule(CONFIG), "routes");
        silent.saw(here("remote-1", true, IP, 2)).said(silent.pod(3)).saw(here("local-1", false, IP, 4));
        assertThat(silent.findings()).isEmpty();
        // When
        silent.said(with(silent.pod(5), pod -> pod.windows()));
        // Then
        assertThat(silent.findings()).hasSize(1);
    }

    @Test
    void anEndpointThatTheCniMadeForAnotherPodProvesNothing() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        bench.saw(new NodeFact.CniAdded(
                new Workload("default", "web-9"), List.of(IP), Optional.of("local-1"), bench.ref(2.9)));
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        // When
        bench.saw(new NodeFact.ProxyDeleted("local-1", bench.ref(20.0)))
                .saw(gone("local-1", 20.1))
                .until(60);
        // Then
        assertThat(bench.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY));
    }

    @Test
    void whatElseANodeSeesIsNotItsMatter() {
        // Given
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        var before = bench.kept();
        var record = bench.ref(4);
        var tuple = new Tuple(IP, "10.0.0.99", 40_000, 80);
        // When
        Stream.of(
                        new NodeFact.Programmed(WORKLOAD, NodeFact.Programmed.How.WORKLOAD_UP, false, record),
                        new NodeFact.Unprogrammed(WORKLOAD, record),
                        new NodeFact.Rules(WORKLOAD, true, Optional.of("local-1"), List.of(IP), record),
                        new NodeFact.Refresh(NodeFact.Refresh.Why.POLICY, "default/all", record),
                        new NodeFact.RouteHere(IP, "cali1", record),
                        new NodeFact.RouteGone(IP, "cali1", record),
                        new NodeFact.LinkUp("cali1", record),
                        new NodeFact.LinkGone("cali1", record),
                        new NodeFact.CniRemoved(WORKLOAD, record),
                        new NodeFact.TyphaLink("typha-1", true, record),
                        new NodeFact.Reset(
                                true, tuple, Optional.empty(), Optional.empty(), OptionalLong.empty(), record),
                        new NodeFact.Other(record))
                .forEach(bench::saw);
        bench.until(100);
        // Then
        assertThat(bench.findings()).isEmpty();
        assertThat(bench.kept()).isEqualTo(before);
    }
}

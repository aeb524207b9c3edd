/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import static io.flowmend.streams.node.NodeBench.at;
import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.node.Latency;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Programmed.How;
import io.flowmend.streams.node.NodeFact.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person reads of one late endpoint, and how its finding ends. It runs from second 3 on. */
class EndpointDelayReportTest {

    private static final String ADDRESS = "10.0.0.7";
    private static final Workload WEB = new Workload("default", "web-0");
    private static final String LINK = LinkName.of("cali", "default", "web-0");
    private static final EndpointDelayRule RULE = new EndpointDelayRule(new EndpointDelayConfig(
            Duration.ofMillis(100),
            "cali",
            Duration.ofSeconds(9),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10)));

    private final NodeBench bench = new NodeBench(RULE, NodeBeat.FELIX);

    private Finding last() {
        return bench.findings().getLast();
    }

    private NodeFact attached(double at) {
        return new NodeFact.CniAdded(WEB, List.of(ADDRESS), Optional.empty(), bench.ref(at));
    }

    @Test
    void theFindingSaysHowFarThePodCame() {
        bench.said(bench.pod(3)).saw(attached(3.5)).until(6);
        assertThat(last().summary())
                .isEqualTo("Pod default/web-0 on node node-a has been running for 2.0 s and its network is not"
                        + " programmed.");
        assertThat(last().causeClass()).isEqualTo("unknown");
        assertThat(last().evidence())
                .extracting(Evidence::says)
                .startsWith("its CNI plugin finished", "pod default/web-0 has the address 10.0.0.7", "it runs")
                .hasSize(4);
    }

    @Test
    void withoutTheAnnotationTheAdviceIsAboutTheCni() {
        bench.said(bench.pod(3)).until(6);
        var usual = last().advice();
        var other = new NodeBench(RULE, NodeBeat.FELIX);
        other.said(with(other.pod(3), pod -> pod.annotated(false))).until(6);
        assertThat(other.findings().getFirst().advice()).isNotEqualTo(usual).contains("annotation");
    }

    @Test
    void aPodThatEndsUnprogrammedSaysHow() {
        bench.said(bench.pod(3)).until(6).said(with(bench.pod(8), pod -> pod.deleting()));
        assertThat(last().last().reason()).isEqualTo("the pod ended unprogrammed: it is being deleted");
        var host = new NodeBench(RULE, NodeBeat.FELIX);
        host.said(host.pod(3)).until(6).said(with(host.pod(8), pod -> pod.hostNetwork()));
        assertThat(host.findings().getLast().last().reason()).isEqualTo("the pod ended unprogrammed: it is exempt");
    }

    @Test
    void afterATimeThatNobodyReadTheAgentsLogItIsWithdrawn() {
        bench.said(bench.pod(3)).until(6);
        assertThat(bench.findings()).hasSize(1);
        bench.gap(7, 8);
        assertThat(last().last().state()).isEqualTo(FindingState.WITHDRAWN);
        assertThat(last().last().at()).isEqualTo(at(8));
        assertThat(last().last().reason()).startsWith("the node was not known for a while");
        bench.until(60);
        assertThat(bench.findings()).hasSize(2);
    }

    @Test
    void statusFilesAreListedAnewSoItsFindingStays() {
        var files = new NodeBench(RULE, NodeBeat.FELIX, NodeBeat.STATUS_FILES);
        files.said(files.pod(3)).until(6).gap(7, 8).until(60);
        assertThat(files.findings())
                .extracting(finding -> finding.last().state())
                .containsOnly(FindingState.OPEN);
    }

    @Test
    void aProofThatComesWithTheNodesReturnEndsIt() {
        var files = new NodeBench(RULE, NodeBeat.STATUS_FILES);
        files.said(files.pod(3)).until(6).silent(7).until(20);
        assertThat(files.findings()).hasSize(1);
        files.saw(new NodeFact.Programmed(WEB, How.STATUS_FILE, true, files.ref(21)))
                .back(22);
        assertThat(files.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
        assertThat(files.latencies()).as("nobody saw when").isEmpty();
    }

    @Test
    void theLatencyBeginsWhereTheCniFinishedAlsoIfThatCameAfterThePod() {
        bench.said(with(bench.pod(2), pod -> pod.phase("Pending"))).saw(attached(2.5));
        bench.saw(new NodeFact.Programmed(WEB, How.WORKLOAD_APPLIED, false, bench.ref(4)));
        assertThat(bench.latencies()).extracting(Latency::from).containsExactly(Latency.From.CNI_ADDED);
        assertThat(bench.latencies()).extracting(Latency::startedAt).containsExactly(at(2.5));
    }

    @Test
    void wordsOfAnEarlierPodOfTheNameAreNotItsOwn() {
        bench.saw(new NodeFact.CniAdded(WEB, List.of(ADDRESS), Optional.empty(), bench.ref(0.5)));
        bench.saw(new NodeFact.Programmed(WEB, How.WORKLOAD_APPLIED, false, bench.ref(0.6)));
        bench.said(bench.pod(3)).until(6);
        assertThat(last().evidence()).extracting(Evidence::says).doesNotContain("its CNI plugin finished");
    }

    @Test
    void anotherRouteThatComesBackEndsNothing() {
        var routes = new NodeBench(RULE, "routes");
        routes.saw(new NodeFact.LinkUp(LINK, routes.ref(2)))
                .said(routes.pod(3))
                .saw(new NodeFact.RouteGone(ADDRESS, LINK, routes.ref(12.2)))
                .until(20);
        routes.saw(new NodeFact.RouteHere("10.0.0.8", LINK, routes.ref(25))).until(60);
        assertThat(routes.findings()).hasSize(1);
        routes.saw(new NodeFact.RouteHere(ADDRESS, LINK, routes.ref(61)))
                .saw(new NodeFact.RouteHere(ADDRESS, LINK, routes.ref(62)))
                .until(70);
        assertThat(routes.findings()).as("told once").hasSize(2);
        assertThat(routes.findings().getLast().last().reason()).isEqualTo("its route is there again");
    }
}

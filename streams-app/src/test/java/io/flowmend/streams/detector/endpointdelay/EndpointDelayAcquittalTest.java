/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.node.Latency;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Programmed.How;
import io.flowmend.streams.node.NodeFact.Workload;
import io.flowmend.streams.node.PodSeen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why a pod is no finding, as it is told to a person who asks, and what is forgotten. */
class EndpointDelayAcquittalTest {

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

    private final NodeBench bench = new NodeBench(RULE, NodeBeat.FELIX, NodeBeat.STATUS_FILES, "routes");

    private String reason() {
        return bench.harmless().getLast().reason();
    }

    private PodSeen pending(double at) {
        return with(bench.pod(at), pod -> pod.phase("Pending"));
    }

    private NodeFact programmed(double at) {
        return new NodeFact.Programmed(WEB, How.WORKLOAD_APPLIED, false, bench.ref(at));
    }

    @Test
    void aPodWithoutAnEndpointOfItsOwnSaysWhy() {
        bench.said(with(bench.pod(3), pod -> pod.hostNetwork()));
        assertThat(reason()).isEqualTo("it is on the host's network and has no endpoint");
        bench.said(with(bench.pod(3), pod -> pod.windows()));
        assertThat(reason()).isEqualTo("it is a Windows pod: there is no such route, and no Typha");
        bench.said(with(bench.pod(3), pod -> pod.labels(Map.of("kubevirt.io/domain", "vm"))));
        assertThat(reason()).isEqualTo("it is a KubeVirt machine's pod");
        bench.said(with(bench.pod(3), pod -> pod.labels(Map.of("kubevirt.io", "vm"))));
        assertThat(reason()).isEqualTo("it is a KubeVirt machine's pod");
        bench.said(with(bench.pod(3), pod -> pod.labels(Map.of("not-kubevirt.io/domain", "vm"))));
        assertThat(reason()).isEqualTo("it has not been late for long enough");
    }

    @Test
    void aPodThatEndsSaysHow() {
        bench.said(with(bench.pod(3), pod -> pod.deleting()));
        assertThat(reason()).isEqualTo("it is being deleted");
        bench.said(with(bench.pod(4), pod -> pod.ended("it has finished")));
        assertThat(reason()).isEqualTo("it has ended: it has finished");
        assertThat(bench.harmless().getLast().subject().address())
                .as("without an address its name")
                .isEqualTo("default/web-0");
    }

    @Test
    void aPodOnItsWaySaysHowFarItIs() {
        bench.said(pending(2));
        assertThat(reason()).isEqualTo("it does not run yet");
        assertThat(bench.harmless().getLast().subject().address()).isEqualTo(ADDRESS);
        bench.said(bench.pod(3));
        assertThat(reason()).isEqualTo("it has not been late for long enough");
        bench.saw(programmed(4));
        assertThat(reason()).isEqualTo("the agent handled it");
    }

    @Test
    void aPodThatIsFoundLateIsNoLongerHarmless() {
        bench.said(bench.pod(3)).until(6);
        assertThat(bench.findings()).hasSize(1);
        assertThat(reason()).isEqualTo(Harmless.NO_LONGER);
    }

    @Test
    void whereNobodyWouldTellThatIsSaid() {
        var blind = new NodeBench(RULE, "routes");
        blind.said(blind.pod(3)).until(60);
        assertThat(blind.findings()).isEmpty();
        assertThat(blind.harmless().getLast().reason())
                .isEqualTo("no source of the node would tell that it is programmed");
        bench.said(bench.pod(3)).silent(4).until(60);
        assertThat(reason()).isEqualTo("the node or the API is not known at this time");
        bench.back(70).until(80);
        assertThat(bench.findings())
                .as("its agent's log was not read meanwhile")
                .isEmpty();
    }

    @Test
    void aRouteThatWentSaysWhyItWasNotTheAgentsGracePeriod() {
        bench.saw(new NodeFact.LinkUp(LINK, bench.ref(2))).said(pending(3));
        bench.saw(new NodeFact.RouteGone("10.0.0.8", LINK, bench.ref(12)));
        assertThat(reason()).isEqualTo("the route that went was to another address");
        bench.saw(new NodeFact.RouteGone(ADDRESS, LINK, bench.ref(18)));
        assertThat(reason())
                .isEqualTo("its route went 16.0 s after its link came up: that is not the agent's grace period");
    }

    @Test
    void aRouteThatWentAfterTheAgentKnewWasNotDeletedByIt() {
        bench.saw(new NodeFact.LinkUp(LINK, bench.ref(2))).said(bench.pod(3)).saw(programmed(4));
        bench.saw(new NodeFact.RouteGone(ADDRESS, LINK, bench.ref(12))).until(60);
        assertThat(bench.findings()).isEmpty();
        assertThat(reason()).isEqualTo("the agent had handled it before its route went: somebody else deleted that");
    }

    @Test
    void whatTheNodeForgetsOfAWorkloadIsNoProofForTheNextPodOfItsName() {
        bench.saw(programmed(2.5)).saw(new NodeFact.Unprogrammed(WEB, bench.ref(2.6)));
        bench.said(bench.pod(3)).until(6);
        assertThat(bench.findings()).as("removed before the API showed it").hasSize(1);

        var removed = new NodeBench(RULE, NodeBeat.FELIX, NodeBeat.STATUS_FILES);
        removed.saw(new NodeFact.Programmed(WEB, How.WORKLOAD_APPLIED, false, removed.ref(2.5)))
                .saw(new NodeFact.CniRemoved(WEB, removed.ref(2.6)));
        removed.said(removed.pod(3)).until(6);
        assertThat(removed.findings()).hasSize(1);
    }

    @Test
    void aLinkThatIsGoneTakesItsRouteWithIt() {
        bench.saw(new NodeFact.LinkUp(LINK, bench.ref(2))).said(pending(3));
        bench.saw(new NodeFact.LinkGone(LINK, bench.ref(10)))
                .saw(new NodeFact.RouteGone(ADDRESS, LINK, bench.ref(12)))
                .until(60);
        assertThat(bench.findings()).isEmpty();

        var cni = new NodeBench(RULE, NodeBeat.FELIX, "routes");
        cni.saw(new NodeFact.LinkUp(LINK, cni.ref(2))).said(with(cni.pod(3), pod -> pod.phase("Pending")));
        cni.saw(new NodeFact.CniRemoved(WEB, cni.ref(10)))
                .saw(new NodeFact.RouteGone(ADDRESS, LINK, cni.ref(12)))
                .until(60);
        assertThat(cni.findings()).isEmpty();
    }

    @Test
    void aWordOfTheNameBeforeThePodWasMadeIsOfAnotherPod() {
        var bench = new NodeBench(RULE, NodeBeat.FELIX, NodeBeat.STATUS_FILES);
        bench.said(with(bench.pod(3), pod -> pod.named("web-0", "uid-2", 3)));
        bench.until(3.5);
        bench.saw(new NodeFact.Programmed(WEB, How.WORKLOAD_APPLIED, false, bench.ref(3.6)));
        assertThat(bench.latencies()).extracting(Latency::from).containsExactly(Latency.From.ANNOTATED);
    }

    @Test
    void anAnnotationThatComesLaterIsWhereTheLatencyBegins() {
        bench.said(with(bench.pod(3), pod -> pod.annotated(false)));
        bench.saw(programmed(3.5));
        assertThat(bench.latencies()).extracting(Latency::from).containsExactly(Latency.From.ADDRESSED);
    }

    @Test
    void factsOfOtherRulesChangeNothing() {
        var before = bench.kept();
        bench.saw(new NodeFact.HnsGone("id-1", bench.ref(2)))
                .saw(new NodeFact.ProxyDeleted("id-1", bench.ref(3)))
                .saw(new NodeFact.Rules(WEB, true, Optional.empty(), List.of(ADDRESS), bench.ref(4)))
                .saw(new NodeFact.Refresh(NodeFact.Refresh.Why.POLICY, "x", bench.ref(5)))
                .saw(new NodeFact.Other(bench.ref(6)))
                .saw(new NodeFact.TyphaLink("typha-1", false, bench.ref(7)))
                .saw(new NodeFact.DumpEnded(List.of("links"), bench.ref(8).time(), bench.ref(8)));
        assertThat(bench.kept()).isEqualTo(before);
        assertThat(bench.harmless()).isEmpty();
    }
}

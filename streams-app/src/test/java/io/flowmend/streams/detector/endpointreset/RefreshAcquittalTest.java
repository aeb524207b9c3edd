/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import static io.flowmend.streams.node.NodeBench.at;
import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Refresh;
import io.flowmend.streams.node.NodeFact.Workload;
import io.flowmend.streams.node.PodSeen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why rules and resets on a node were nothing, what is handed on of others, and what is forgotten. */
class RefreshAcquittalTest {

    private static final Workload WEB = new Workload("default", "web-0");

    private final NodeBench bench = new NodeBench(new RefreshRule(RefreshRuleTest.CONFIG), NodeBeat.FELIX);

    @BeforeEach
    void aWindowsNode() {
        bench.version("os", "windows").version("calico", "v3.30.7");
    }

    private List<String> reasons() {
        return bench.harmless().stream().map(Harmless::reason).toList();
    }

    @Test
    void rulesThatAreTheSameSaySo() {
        bench.said(bench.pod(3)).saw(rules(50, false));
        assertThat(reasons()).containsExactly("the agent saw that its rules are the same, and wrote nothing");
        assertThat(bench.harmless().getFirst().subject().address()).isEqualTo("10.0.0.7");
    }

    @Test
    void aPodWithoutAnAddressIsNamed() {
        bench.said(with(bench.pod(3), pod -> pod.addresses())).saw(rules(50, false));
        assertThat(bench.harmless().getFirst().subject().address()).isEqualTo("default/web-0");
    }

    @Test
    void rulesOfAPodThatEndsSaySo() {
        bench.said(bench.pod(3)).saw(rules(50, true)).said(with(bench.pod(51), pod -> pod.deleting()));
        bench.until(60);
        assertThat(reasons()).containsExactly("its rules were written while it ended");
    }

    @Test
    void rulesOnANodeThatFellSilentSaySo() {
        bench.said(bench.pod(3)).saw(rules(50, true)).silent(51).until(60);
        assertThat(reasons()).containsExactly("the node or the API is not known at this time");
    }

    @Test
    void rulesOnALinuxNodeSaySoUnlessThePodIsOfWindows() {
        bench.version("os", "linux");
        bench.said(bench.pod(3)).saw(rules(50, true)).until(60);
        assertThat(reasons()).containsExactly("the node is no Windows node: writing rules resets nothing there");
        bench.said(with(bench.pod(61), pod -> pod.windows()))
                .saw(rules(70, true))
                .until(80);
        assertThat(bench.handedOn()).hasSize(1);
    }

    @Test
    void resetsThatCannotBeOfRulesSaySo() {
        bench.saw(reset(50, true, "TCP_ESTABLISHED", OptionalLong.empty()));
        bench.saw(reset(51, false, "TCP_SYN_SENT", OptionalLong.empty()));
        assertThat(reasons()).containsExactly("this side sent the reset", "the connection was refused");
        assertThat(bench.harmless().getFirst().subject().address()).isEqualTo("10.0.0.7");
    }

    @Test
    void aResetIsHandedOnWithBothEndsAndItsConnectionsBegin() {
        bench.saw(reset(50, false, "TCP_ESTABLISHED", OptionalLong.of(1500))).until(60);
        assertThat(bench.handedOn()).singleElement().satisfies(said -> {
            assertThat(said.word(Words.PEER)).contains("192.0.2.5:40000");
            assertThat(said.word(Words.FROM)).contains("10.0.0.7");
            assertThat(said.word(Words.NODE)).contains("node-a");
            assertThat(said.word(Words.CLUSTER)).contains("test");
            assertThat(said.word(Words.ESTABLISHED)).contains(at(48.5).toString());
        });
    }

    @Test
    void onlyTheLabelsThatChangedAreNamed() {
        bench.said(labelled(3, Map.of("app", "web", "team", "red", "old", "1")));
        bench.said(labelled(49, Map.of("app", "web", "team", "blue", "new", "1")));
        bench.saw(rules(50, true)).until(60);
        assertThat(bench.handedOn()).singleElement().satisfies(said -> {
            assertThat(said.word(Words.WHAT)).contains("new, old, team");
            assertThat(said.mark(Words.CAUSE).orElseThrow().time()).isEqualTo(at(49));
        });
    }

    @Test
    void aPodThatChangedInMoreThanItsLabelsOrNotAtAllWasNotRelabelled() {
        bench.said(bench.pod(3));
        bench.said(with(labelled(30, Map.of("team", "blue")), pod -> pod.addresses("10.0.0.8")));
        bench.said(with(labelled(40, Map.of("team", "blue")), pod -> pod.addresses("10.0.0.8")));
        bench.saw(rules(50, true)).until(60);
        assertThat(bench.handedOn().getFirst().word(Words.WHY)).contains("UNKNOWN");
    }

    @Test
    void aPolicyIsNamedWithItsRecord() {
        bench.said(bench.pod(3));
        bench.saw(new Refresh(Refresh.Why.POLICY, "default.deny", bench.ref(48)))
                .saw(rules(50, true));
        bench.until(60);
        assertThat(bench.handedOn()).singleElement().satisfies(said -> {
            assertThat(said.word(Words.WHAT)).contains("default.deny");
            assertThat(said.mark(Words.CAUSE).orElseThrow().time()).isEqualTo(at(48));
            assertThat(said.mark(Words.BEAT).orElseThrow().time()).isEqualTo(at(52));
        });
    }

    @Test
    void aPolicyCountsUpToItsWindowAndNotAfterTheRules() {
        bench.said(bench.pod(3));
        bench.saw(new Refresh(Refresh.Why.POLICY, "x", bench.ref(20))).saw(rules(50, true));
        bench.until(53);
        bench.saw(rules(60, true)).saw(new Refresh(Refresh.Why.PROFILE, "x", bench.ref(60.1)));
        bench.until(70);
        assertThat(bench.handedOn())
                .extracting(said -> said.word(Words.WHY).orElseThrow())
                .containsExactly("POLICY", "UNKNOWN");
    }

    @Test
    void withoutTheAgentsLogTheLabelIsNotProven() {
        assertThat(afterLabel(bench.source(NodeBeat.FELIX, 20)))
                .as("read for the whole window")
                .isEqualTo("LABELS");
        var late = new NodeBench(new RefreshRule(RefreshRuleTest.CONFIG), NodeBeat.FELIX).version("os", "windows");
        assertThat(afterLabel(late.source(NodeBeat.FELIX, 20.1))).isEqualTo("UNKNOWN");
    }

    @Test
    void aSilenceHidesAPolicyUntilItsEnd() {
        assertThat(afterLabel(bench.silent(10).back(20)))
                .as("before the window")
                .isEqualTo("LABELS");
        var late = new NodeBench(new RefreshRule(RefreshRuleTest.CONFIG), NodeBeat.FELIX).version("os", "windows");
        assertThat(afterLabel(late.silent(10).back(20.1))).isEqualTo("UNKNOWN");
        var gap = new NodeBench(new RefreshRule(RefreshRuleTest.CONFIG), NodeBeat.FELIX).version("os", "windows");
        assertThat(afterLabel(gap.gap(10, 15).back(40)))
                .as("the API was unknown, not the node")
                .isEqualTo("LABELS");
    }

    private String afterLabel(NodeBench node) {
        node.said(with(node.pod(41), pod -> pod.labels(Map.of("team", "red"))));
        node.said(with(node.pod(49), pod -> pod.labels(Map.of("team", "blue"))));
        node.saw(new NodeFact.Rules(WEB, true, Optional.empty(), List.of(), node.ref(50)))
                .until(60);
        return node.handedOn().getFirst().word(Words.WHY).orElseThrow();
    }

    @Test
    void aPodThatIsGoneIsForgotten() {
        var before = bench.kept();
        bench.said(bench.pod(3)).saw(rules(50, true)).until(60);
        bench.saw(reset(61, false, "TCP_ESTABLISHED", OptionalLong.empty())).until(70);
        bench.forget(80, "uid-1");
        assertThat(bench.kept()).isEqualTo(before);
        bench.saw(rules(81, true)).until(90);
        assertThat(bench.handedOn()).as("one of rules, one of a reset").hasSize(2);
    }

    @Test
    void otherFactsOfTheNodeChangeNothing() {
        var before = bench.kept();
        bench.saw(new NodeFact.LinkUp("cali1", bench.ref(10)))
                .saw(new NodeFact.LinkGone("cali1", bench.ref(11)))
                .saw(new NodeFact.RouteHere("10.0.0.7", "cali1", bench.ref(12)))
                .saw(new NodeFact.RouteGone("10.0.0.7", "cali1", bench.ref(13)))
                .saw(new NodeFact.Programmed(WEB, NodeFact.Programmed.How.WORKLOAD_APPLIED, false, bench.ref(14)))
                .saw(new NodeFact.Unprogrammed(WEB, bench.ref(15)))
                .saw(new NodeFact.HnsGone("id-1", bench.ref(16)))
                .saw(new NodeFact.ProxyDeleted("id-1", bench.ref(17)))
                .saw(new NodeFact.CniAdded(WEB, List.of("10.0.0.7"), Optional.empty(), bench.ref(18)))
                .saw(new NodeFact.CniRemoved(WEB, bench.ref(19)))
                .saw(new NodeFact.TyphaLink("typha-1", true, bench.ref(20)))
                .saw(new NodeFact.DumpEnded(List.of("links"), bench.ref(21).time(), bench.ref(21)))
                .saw(new NodeFact.Other(bench.ref(22)))
                .until(60);
        assertThat(bench.kept()).isEqualTo(before);
        assertThat(bench.handedOn()).isEmpty();
    }

    private PodSeen labelled(double at, Map<String, String> labels) {
        return with(bench.pod(at), pod -> pod.labels(labels));
    }

    private NodeFact rules(double at, boolean written) {
        return new NodeFact.Rules(WEB, written, Optional.of("id-1"), List.of("10.0.0.7"), bench.ref(at));
    }

    private NodeFact reset(double at, boolean sent, String state, OptionalLong established) {
        return new NodeFact.Reset(
                sent,
                new Tuple("192.0.2.5", "10.0.0.7", 40000, 80),
                Optional.empty(),
                Optional.of(state),
                established,
                bench.ref(at));
    }
}

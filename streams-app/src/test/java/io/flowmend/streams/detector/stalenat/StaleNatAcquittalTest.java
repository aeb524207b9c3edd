/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import static io.flowmend.streams.detector.stalenat.RuleBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.NodeProxy.Kind;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why an entry is not reported, and what a person reads of one that is. */
class StaleNatAcquittalTest {

    private final RuleBench bench = new RuleBench();

    private void suspicious() {
        bench.sees(0, Sighting.Kind.CREATED);
        bench.sees(2, Sighting.Kind.REFRESHED);
    }

    private void sees(boolean unNatted, boolean replied, boolean local) {
        bench.sees(4, Sighting.Kind.REFRESHED, 0, unNatted, replied, local);
    }

    @Test
    void anEntryThatIsTranslatedOrAnsweredSaysSo() {
        bench.ready(3);
        sees(false, false, false);
        assertThat(bench.harmless(4)).containsExactly("the flow is translated");
        sees(true, true, false);
        assertThat(bench.harmless(4)).containsExactly("answers come back");
        sees(true, false, true);
        assertThat(bench.harmless(4)).containsExactly("a process of the node itself listens on the address");
    }

    @Test
    void anEntryThatNobodyIsSeenToUseSaysSo() {
        bench.sees(0, Sighting.Kind.CREATED);
        bench.ready(1);
        assertThat(bench.harmless(5)).containsExactly("its use is not proven since the service became ready");
    }

    @Test
    void eachZoneHasItsOwnReason() {
        bench.ready(3);
        bench.sees(4, Sighting.Kind.REFRESHED, 5, false, false, false);
        bench.sees(4, Sighting.Kind.REFRESHED, 0, true, false, false);
        assertThat(bench.harmless(4))
                .containsExactly("another conntrack zone translates the flow", "the flow is translated");
    }

    @Test
    void anAddressThatNobodyTranslatesSaysWhy() {
        suspicious();
        assertThat(bench.harmless(3)).containsExactly("no service has this address and port");
        bench.unready(3);
        assertThat(bench.harmless(3)).containsExactly("service default/traps has no ready backend");
        bench.ready(3, Optional.of("it is headless"), false, Set.of());
        assertThat(bench.harmless(3)).containsExactly("service default/traps: it is headless");
        bench.ready(3, Optional.empty(), true, Set.of("node-b"));
        assertThat(bench.harmless(3))
                .containsExactly(
                        "service default/traps has the traffic policy Local and no ready backend on this node");
    }

    @Test
    void tcpIsNoneWhateverItsEntryIs() {
        bench.overTcp();
        suspicious();
        bench.ready(3);
        bench.turn(5);
        assertThat(bench.findings()).isEmpty();
        assertThat(bench.harmless(5)).containsExactly("it is not UDP: such a flow is refused and made anew");
    }

    @Test
    void aSuspectIsNotReportedYetAndAReportedOneHasNoExcuse() {
        suspicious();
        bench.ready(3);
        assertThat(bench.harmless(3)).containsExactly("it has not lasted longer than the clocks may differ");
        bench.known(false);
        assertThat(bench.harmless(3)).containsExactly("the node or the API is not known at this time");
        bench.known(true);
        bench.turn(3.1);
        assertThat(bench.findings()).hasSize(1);
        assertThat(bench.harmless(3.1)).isEmpty();
    }

    @Test
    void theRuleAsksForTheTurnInWhichItSpeaksAndForTheEndOfTheEntry() {
        suspicious();
        bench.ready(3);
        assertThat(bench.wakes()).contains(at(3.1), at(37)).doesNotContain(at(3));
        bench.turn(3.1);
        assertThat(bench.wakes()).as("to see whether it was healed").contains(at(6));
    }

    @Test
    void theFindingNamesNodeFlowAndService() {
        suspicious();
        bench.ready(3);
        bench.turn(3.1);
        var finding = bench.findings().getFirst();
        assertThat(finding.summary())
                .isEqualTo("Node node-a sends 10.1.0.2:5000 -> 203.0.113.7:162/udp past service default/traps: its"
                        + " conntrack entry is not translated although a backend is ready.");
        assertThat(finding.subject().flow()).contains("10.1.0.2:5000 -> 203.0.113.7:162/udp");
        assertThat(finding.subject().service().orElseThrow().name()).isEqualTo("traps");
        assertThat(finding.evidence())
                .extracting(Evidence::says)
                .containsExactly(
                        "the entry's reply source is 203.0.113.7:162/udp itself, and it is unanswered: nothing"
                                + " translated the flow",
                        "the sender still sends: the entry's end of life moved later between two reads",
                        "service default/traps has the address, and nodes translate it",
                        "a backend is ready since 2026-01-01T00:00:03Z",
                        "the node missed nothing up to 2026-01-01T00:00:03.100Z: no answer, no translation, no end of"
                                + " the entry");
    }

    @Test
    void thatItIsTimeToActNamesWhoDidNotHealIt() {
        assertThat(timeToAct(new NodeProxy(Kind.KUBE_PROXY, Optional.of(at(3)))))
                .isEqualTo("kube-proxy synced at 2026-01-01T00:00:03Z and did not heal it");
        assertThat(timeToAct(new NodeProxy(Kind.KUBE_PROXY, Optional.of(at(2.9)))))
                .isEqualTo("kube-proxy has not synced for 10 s: it is stalled");
        assertThat(timeToAct(new NodeProxy(Kind.KUBE_PROXY, Optional.empty())))
                .isEqualTo("nobody healed it for 10 s, and kube-proxy does not tell when it synced");
        assertThat(timeToAct(NodeProxy.UNKNOWN))
                .isEqualTo("nobody healed it for 10 s, and the node's proxy is not known");
    }

    private static String timeToAct(NodeProxy proxy) {
        var node = new RuleBench();
        node.proxy(proxy);
        node.sees(0, Sighting.Kind.CREATED);
        node.sees(2, Sighting.Kind.REFRESHED);
        node.ready(3);
        node.turn(3.1);
        node.turn(14);
        var finding = node.findings().getLast();
        assertThat(finding.evidence().getLast().says()).isEqualTo(finding.last().reason());
        return finding.last().reason();
    }

    @Test
    void aStalledProxyIsLookedAtEverySecondUntilItIsTimeToAct() {
        bench.proxy(new NodeProxy(Kind.KUBE_PROXY, Optional.empty()));
        suspicious();
        bench.ready(3);
        bench.turn(3.1);
        bench.turn(6);
        assertThat(bench.wakes()).contains(at(7));
        bench.turn(12.5);
        assertThat(bench.wakes().getLast()).isEqualTo(at(13));
    }

    @Test
    void anEntryThatTheKernelDropsExpires() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.dropped(5);
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.EXPIRED);
        assertThat(bench.findings().getLast().last().reason())
                .isEqualTo("the kernel dropped the entry: nobody sent any more");
        assertThat(bench.state().isEmpty()).isTrue();
    }

    @Test
    void whatIsKnownOfAnEntryIsKeptWhileItIsThere() {
        suspicious();
        assertThat(bench.state().isEmpty()).isFalse();
    }
}

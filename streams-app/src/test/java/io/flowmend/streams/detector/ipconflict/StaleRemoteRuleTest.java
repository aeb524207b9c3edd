/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static io.flowmend.streams.detector.ipconflict.AddressBench.CONFIG;
import static io.flowmend.streams.detector.ipconflict.AddressBench.IP;
import static io.flowmend.streams.detector.ipconflict.AddressBench.at;
import static io.flowmend.streams.detector.ipconflict.AddressBench.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.ipconflict.StaleRemoteRule.Witness;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.ownership.Release;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StaleRemoteRuleTest {

    private static final NodeBeat BEAT = new NodeBeat(
            ref(70),
            Map.of(NodeBeat.HNS, at(0)),
            Map.of(NodeBeat.HNS, 0L),
            Map.of("os", "windows", "kube-proxy", "v1.32.9"),
            false);
    private static final Witness WHOLE = new Witness("win-a", Optional.of(BEAT), _ -> true);
    private static final RemoteEndpoints REMOTE = RemoteEndpoints.NONE.with("remote-1", ref(2));

    private final StaleRemoteRule rule = new StaleRemoteRule(CONFIG);
    private final AddressBench bench = new AddressBench();

    private AddressBench left() {
        return bench.ended("a", "node-a", 1, 7, Release.DELETED).backend(1.1, Optional.of(6.0));
    }

    private Judgement judged(double now) {
        return rule.judge(bench.moment(now), REMOTE, WHOLE);
    }

    @Test
    void aRemoteThatNobodyHasForMoreThanTwoSyncsIsStale() {
        // Given
        left();
        assertThat(judged(67.099)).isEqualTo(Judgement.ask(at(67.1)));
        // When
        var finding = judged(67.1).say().orElseThrow();
        // Then
        assertThat(finding.causeClass()).isEqualTo("stale-only");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subject().node()).isEqualTo("win-a");
        assertThat(finding.subject().podUid()).contains("a");
        assertThat(finding.brokenAt()).isEqualTo(at(7));
        assertThat(finding.advice()).contains("by its id").contains("kube-proxy v1.32.9 may have");
        assertThat(finding.evidence())
                .containsExactly(
                        new Evidence("pod default/web-a no longer has " + IP + ": it was deleted", ref(7)),
                        new Evidence("no slice of service default/web lists it any more", ref(6)),
                        new Evidence("HNS endpoint remote-1 stands for " + IP + " elsewhere", ref(2)),
                        new Evidence("it is still there: the node missed nothing", ref(70)));
    }

    @Test
    void theTimeCountsFromTheLastThatLetGo() {
        bench.ended("a", "node-a", 1, 7, Release.DELETED).backend(1.1, Optional.of(9.0));
        assertThat(judged(10)).isEqualTo(Judgement.ask(at(69.1)));
    }

    @Test
    void orFromWhenTheEndpointWasMade() {
        left();
        assertThat(rule.judge(bench.moment(10), RemoteEndpoints.NONE.with("remote-1", ref(10)), WHOLE))
                .isEqualTo(Judgement.ask(at(70.1)));
    }

    @Test
    void orFromTheEndOfAGap() {
        left().apiKnownSince(40);
        assertThat(judged(67.1)).isEqualTo(Judgement.ask(at(100.1)));
    }

    @Test
    void aListedAddressIsUsed() {
        bench.ended("a", "node-a", 1, 7, Release.DELETED).backend(1.1, Optional.empty());
        assertThat(judged(100)).isEqualTo(Judgement.keep(Optional.empty()));
    }

    @Test
    void aPodThatHasItUsesItEvenWhileItTerminates() {
        left().passing("b", "node-b", 20);
        assertThat(judged(100)).isEqualTo(Judgement.keep(Optional.empty()));
    }

    @Test
    void anAddressThatNeverWasAPodsIsAnotherMatter() {
        assertThat(judged(100)).isEqualTo(Judgement.keep(Optional.empty()));
    }

    @Test
    void aStaticPodMayOutliveItsMirror() {
        bench.ended("a", "node-a", 1, 7, Release.MIRROR_DELETED);
        assertThat(judged(100)).isEqualTo(Judgement.keep(Optional.empty()));
    }

    @Test
    void nothingIsSaidOfANodeThatIsNotKnown() {
        left();
        var silent = new Witness("win-a", Optional.empty(), _ -> true);
        assertThat(rule.judge(bench.moment(70), REMOTE, silent)).isEqualTo(Judgement.ask(at(130)));
    }

    @Test
    void norOfOneThatDoesNotWatchItsEndpoints() {
        left();
        var blind = new NodeBeat(ref(70), Map.of("felix", at(0)), Map.of(), Map.of(), false);
        assertThat(rule.judge(bench.moment(70), REMOTE, new Witness("win-a", Optional.of(blind), _ -> true)))
                .isEqualTo(Judgement.ask(at(130)));
    }

    @Test
    void norWhileTheApiIsNotKnown() {
        left().apiUnknown();
        assertThat(judged(70)).isEqualTo(Judgement.ask(at(130)));
    }

    @Test
    void anEndpointThatWasLastToldBeforeALossMayBeGone() {
        left();
        var lossy = new Witness("win-a", Optional.of(BEAT), since -> since.isAfter(at(30)));
        assertThat(rule.judge(bench.moment(70), REMOTE, lossy).say()).isEmpty();
        assertThat(rule.judge(bench.moment(70), REMOTE.with("remote-1", ref(31)), lossy)
                        .say())
                .as("it was listed anew")
                .hasValueSatisfying(finding -> assertThat(finding.brokenAt()).isEqualTo(at(7)));
    }

    @Test
    void itEndsWithTheEndpoint() {
        left();
        var open = judged(67.1).open();
        var judged = rule.judge(
                bench.moment(90, ref(90)),
                REMOTE.without(remote -> remote.id().equals("remote-1")).open(open),
                WHOLE);
        assertThat(judged.open()).isEmpty();
        assertThat(judged.say().orElseThrow().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void withoutAnEndpointThereIsNothingToAsk() {
        left();
        assertThat(rule.judge(bench.moment(90), RemoteEndpoints.NONE, WHOLE))
                .isEqualTo(Judgement.keep(Optional.empty()));
    }

    @Test
    void itIsWithdrawnWhenASliceListsTheAddressAgain() {
        left();
        var open = judged(67.1).open();
        bench.backend(80, Optional.empty());
        assertThat(rule.judge(bench.moment(80, ref(80)), REMOTE.open(open), WHOLE)
                        .say()
                        .orElseThrow()
                        .last()
                        .reason())
                .isEqualTo("a slice of service default/web lists the address");
    }

    @Test
    void itIsWithdrawnWhenTheAddressIsUsedAgain() {
        left();
        var open = judged(67.1).open();
        bench.pod("b", "node-b", 80);
        var judged = rule.judge(bench.moment(80, ref(80)), REMOTE.open(open), WHOLE);
        assertThat(judged.open()).isEmpty();
        assertThat(judged.say().orElseThrow().last()).satisfies(last -> {
            assertThat(last.state()).isEqualTo(FindingState.WITHDRAWN);
            assertThat(last.reason()).isEqualTo("pod default/web-b has the address");
        });
    }

    @Test
    void whatIsOpenStaysOpenThoughTheFormerOwnerIsForgotten() {
        left();
        var open = judged(67.1).open();
        assertThat(rule.judge(new AddressBench().moment(99_999), REMOTE.open(open), WHOLE))
                .isEqualTo(Judgement.keep(open));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static io.flowmend.streams.detector.ipconflict.AddressBench.CONFIG;
import static io.flowmend.streams.detector.ipconflict.AddressBench.IP;
import static io.flowmend.streams.detector.ipconflict.AddressBench.at;
import static io.flowmend.streams.detector.ipconflict.AddressBench.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.ownership.Release;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TwoOwnersRuleTest {

    private final TwoOwnersRule rule = new TwoOwnersRule(CONFIG);
    private final AddressBench bench = new AddressBench();

    private Finding found(double now) {
        return rule.judge(bench.moment(now), Optional.empty()).say().orElseThrow();
    }

    private Judgement judged(double now) {
        return rule.judge(bench.moment(now), Optional.empty());
    }

    @Test
    void twoLivePodsOfTwoNodesAreAFindingOnceTheyHaveSettled() {
        // Given
        bench.pod("a", "node-a", 3).pod("b", "node-b", 10);
        assertThat(judged(10)).isEqualTo(Judgement.ask(at(15.1)));
        assertThat(judged(15.099)).isEqualTo(Judgement.ask(at(15.1)));
        // When
        var finding = found(15.1);
        // Then
        assertThat(finding.causeClass()).isEqualTo("two-owners");
        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.subject().node()).isEqualTo("node-b");
        assertThat(finding.subject().podUid()).contains("b");
        assertThat(finding.subject().address()).isEqualTo(IP);
        assertThat(finding.blast().pods()).isEqualTo(2);
        assertThat(finding.blast().nodes()).isEqualTo(2);
        assertThat(finding.brokenAt()).isEqualTo(at(10));
        assertThat(finding.detectedAt()).isEqualTo(at(15.1));
        assertThat(finding.summary())
                .isEqualTo(
                        "Pods default/web-a and default/web-b, on nodes node-a and node-b, both live on " + IP + ".");
        assertThat(finding.evidence())
                .containsExactly(
                        new Evidence("pod default/web-a of node node-a has " + IP, ref(3)),
                        new Evidence("pod default/web-b of node node-b has " + IP, ref(10)));
    }

    @Test
    void twoOfOneNodeAreOneToo() {
        bench.pod("a", "node-a", 3).pod("b", "node-a", 10);
        assertThat(found(15.1).summary()).contains("of node node-a both live");
        assertThat(found(15.1).blast().nodes()).isEqualTo(1);
    }

    @Test
    void whoRunsLaterOnItsAddressCountsFromThenOn() {
        bench.pod("b", "node-b", 10).pod("a", "node-a", 12);
        assertThat(found(17.1).brokenAt()).isEqualTo(at(12));
    }

    @Test
    void aThirdOwnerDoesNotMakeItLater() {
        bench.pod("a", "node-a", 3).pod("b", "node-b", 10).pod("c", "node-c", 14);
        assertThat(found(15.1).blast().pods()).isEqualTo(3);
    }

    @Test
    void anOwnerThatTerminatesOrDoesNotRunIsNone() {
        bench.passing("a", "node-a", 3).pod("b", "node-b", 10);
        assertThat(judged(60)).isEqualTo(Judgement.keep(Optional.empty()));
    }

    @Test
    void anOwnerThatHasEndedIsNone() {
        bench.ended("a", "node-a", 3, 9, Release.DELETED).pod("b", "node-b", 10);
        assertThat(judged(60)).isEqualTo(Judgement.keep(Optional.empty()));
    }

    @Test
    void nothingIsSaidWhileTheApiIsNotKnown() {
        bench.pod("a", "node-a", 3).pod("b", "node-b", 10).apiUnknown();
        assertThat(judged(20)).isEqualTo(Judgement.ask(at(25)));
    }

    @Test
    void afterAGapTheySettleFromItsEndOn() {
        bench.pod("a", "node-a", 3).pod("b", "node-b", 10).apiKnownSince(30);
        assertThat(judged(30)).isEqualTo(Judgement.ask(at(35.1)));
        assertThat(found(35.1).brokenAt()).isEqualTo(at(10));
    }

    @Test
    void whatIsOpenIsNotSaidAgain() {
        bench.pod("a", "node-a", 3).pod("b", "node-b", 10);
        var open = Optional.of(found(15.1));
        assertThat(rule.judge(bench.moment(20), open)).isEqualTo(Judgement.keep(open));
    }

    @Test
    void itEndsWhenOneOwnerIsLeft() {
        // Given
        var open =
                Optional.of(bench.pod("a", "node-a", 3).pod("b", "node-b", 10)).map(_ -> found(15.1));
        bench.ended("a", "node-a", 3, 20, Release.DELETED);
        // When
        var judged = rule.judge(bench.moment(20, ref(20)), open);
        // Then
        assertThat(judged.open()).isEmpty();
        assertThat(judged.say()).hasValueSatisfying(finding -> {
            assertThat(finding.last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
            assertThat(finding.last().at()).isEqualTo(at(20));
            assertThat(finding.evidence().getLast()).isEqualTo(new Evidence("one owner is left", ref(20)));
        });
    }

    @Test
    void anOwnerWhoseEndIsKnownLateIsANearMiss() {
        bench.ended("a", "node-a", 3, 12, Release.FINISHED).pod("b", "node-b", 10);
        assertThat(rule.judge(bench.moment(12, ref(12)), Optional.empty()).harmless())
                .hasValueSatisfying(harmless -> {
                    assertThat(harmless.reason())
                            .isEqualTo("pod default/web-a had its address too, and it has finished");
                    assertThat(harmless.subject().node()).isEqualTo("node-b");
                });
    }

    @Test
    void aNearMissIsToldOnceByTheRecordThatEndsIt() {
        bench.ended("a", "node-a", 3, 12, Release.FINISHED).pod("b", "node-b", 10);
        assertThat(rule.judge(bench.moment(13, ref(13)), Optional.empty()).harmless())
                .isEmpty();
    }

    @Test
    void anEndThatIsKnownLateAndWasInTimeIsNoNearMiss() {
        bench.ended("a", "node-a", 3, 9, Release.FINISHED).pod("b", "node-b", 10);
        assertThat(rule.judge(bench.moment(10, ref(9)), Optional.empty()).harmless())
                .isEmpty();
    }

    @Test
    void whatAnOnlyOwnerSaysOfItselfIsNoNearMiss() {
        bench.changed("b", "node-b", 10, 12);
        assertThat(rule.judge(bench.moment(12, ref(12)), Optional.empty()).harmless())
                .isEmpty();
    }

    @Test
    void aCleanReuseIsNoNearMiss() {
        bench.ended("a", "node-a", 3, 9, Release.FINISHED).pod("b", "node-b", 10);
        assertThat(rule.judge(bench.moment(10, ref(10)), Optional.empty()).harmless())
                .isEmpty();
    }
}

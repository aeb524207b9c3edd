/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import static io.flowmend.streams.detector.FindingState.EXPIRED;
import static io.flowmend.streams.detector.FindingState.HEALED_BY_OTHERS;
import static io.flowmend.streams.detector.FindingState.OPEN;
import static io.flowmend.streams.detector.FindingState.WITHDRAWN;
import static io.flowmend.streams.detector.stalenat.RuleBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.stalenat.Sighting.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StaleNatRuleTest {

    private final RuleBench bench = new RuleBench();

    /** Without the word that it is time to act, which is {@link HealersTest}'s. */
    private List<FindingState> states() {
        return bench.findings().stream()
                .filter(finding ->
                        finding.last().state() != OPEN || finding.transitions().size() == 1)
                .map(finding -> finding.last().state())
                .toList();
    }

    private void suspicious() {
        bench.sees(0, Kind.CREATED);
        bench.sees(2, Kind.REFRESHED);
    }

    @Test
    void aFaultMustLastAsLongAsTheClocksMayDiffer() {
        suspicious();
        bench.ready(3);
        bench.turn(3.099999);
        assertThat(states()).isEmpty();
        bench.turn(3.1);
        assertThat(states()).containsExactly(OPEN);
    }

    @Test
    void aProofMayBeAsOldAsOneAllowsAndNoOlder() {
        suspicious();
        bench.ready(7);
        bench.turn(8);
        assertThat(states()).as("a proof 5 s before the service was ready").containsExactly(OPEN);

        var older = new RuleBench();
        older.sees(0, Kind.CREATED);
        older.sees(2, Kind.REFRESHED);
        older.ready(7.000001);
        older.turn(8);
        assertThat(older.findings()).as("a proof 5.000001 s before").isEmpty();
    }

    @Test
    void anEntryWithoutProofOfUseIsNoFault() {
        bench.sees(0, Kind.CREATED);
        bench.ready(1);
        bench.turn(5);
        assertThat(states()).isEmpty();
    }

    @Test
    void anEntryLivesToItsEndAndTheGrace() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.turn(36.999999);
        assertThat(states()).containsExactly(OPEN);
        bench.turn(37);
        assertThat(states()).containsExactly(OPEN, EXPIRED);
        assertThat(bench.state().isEmpty()).isTrue();
    }

    @Test
    void aFindingIsRaisedOnceHoweverOftenTheEntryIsSeen() {
        suspicious();
        bench.ready(3);
        for (var second = 4; second < 20; second += 2) {
            bench.sees(second, Kind.REFRESHED);
        }
        assertThat(states()).containsExactly(OPEN);
    }

    @Test
    void whoRemovesTheEntryIsNamed() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.sees(5, Kind.DESTROYED);
        assertThat(states()).containsExactly(OPEN, HEALED_BY_OTHERS);
        assertThat(bench.findings().getLast().last().reason())
                .isEqualTo("entry removed by kube-proxy (netlink port 7)");
    }

    @Test
    void theSameFlowBrokenAgainIsAnotherFinding() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.sees(5, Kind.DESTROYED);
        bench.sees(6, Kind.CREATED);
        bench.sees(8, Kind.REFRESHED);
        bench.turn(9);
        assertThat(states()).containsExactly(OPEN, HEALED_BY_OTHERS, OPEN);
        assertThat(bench.findings().getFirst().id())
                .isNotEqualTo(bench.findings().getLast().id());
    }

    @Test
    void aNewEntryWhoseElderWasNotSeenToEndEndsItsFinding() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.sees(5, Kind.CREATED);
        assertThat(states()).containsExactly(OPEN, EXPIRED);
        assertThat(bench.state().in(0).orElseThrow().firstSeen()).isEqualTo(at(5));
    }

    @Test
    void anAnswerWithdrawsIt() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.sees(5, Kind.PRESENT, 0, true, true, false);
        assertThat(states()).containsExactly(OPEN, WITHDRAWN);
        assertThat(bench.findings().getLast().last().reason()).isEqualTo("answers come back");
    }

    @Test
    void aListenerOfTheNodeWithdrawsIt() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.sees(5, Kind.PRESENT, 0, true, false, true);
        assertThat(states()).containsExactly(OPEN, WITHDRAWN);
    }

    @Test
    void aTranslatedTwinWithdrawsItAndAnUntranslatedOneDoesNot() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.sees(5, Kind.CREATED, 9, true, false, false);
        assertThat(states()).containsExactly(OPEN);
        bench.sees(6, Kind.PRESENT, 9, false, false, false);
        assertThat(states()).containsExactly(OPEN, WITHDRAWN);
    }

    @Test
    void aLostServiceWithdrawsIt() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.gone(5);
        assertThat(states()).containsExactly(OPEN, WITHDRAWN);
    }

    @Test
    void nothingIsConcludedWhileNotKnown() {
        suspicious();
        bench.known(false);
        bench.ready(3);
        bench.turn(10);
        assertThat(states()).isEmpty();
        bench.known(true);
        bench.turn(11);
        assertThat(states()).containsExactly(OPEN);
        bench.known(false);
        bench.gone(12);
        assertThat(states()).containsExactly(OPEN);
        bench.known(true);
        bench.turn(13);
        assertThat(states()).containsExactly(OPEN, WITHDRAWN);
    }

    @Test
    void aProofFromBeforeTheNodeWasAwayProvesNothing() {
        suspicious();
        bench.nodeKnownAgain(2.5);
        bench.ready(3);
        bench.turn(4);
        assertThat(states()).isEmpty();
        bench.sees(4.5, Kind.REFRESHED);
        bench.turn(5);
        assertThat(states()).containsExactly(OPEN);
    }

    @Test
    void anOpenFindingOutlivesAnAbsenceOfTheNodeIfItsEntryIsSeenAgain() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        bench.known(false);
        bench.turn(60);
        bench.known(true);
        bench.nodeKnownAgain(70);
        bench.turn(74.999999);
        assertThat(states()).containsExactly(OPEN);
        bench.turn(75);
        assertThat(states()).containsExactly(OPEN, EXPIRED);
    }

    @Test
    void anExemptServiceAndAPolicyWithoutALocalBackendAreNoFault() {
        suspicious();
        bench.ready(3, Optional.of("ipMode Proxy"), false, Set.of());
        bench.turn(4);
        bench.ready(5, Optional.empty(), true, Set.of("node-b"));
        bench.turn(6);
        assertThat(states()).isEmpty();
        bench.sees(6.5, Kind.REFRESHED);
        bench.ready(7, Optional.empty(), true, Set.of("node-a"));
        bench.turn(8);
        assertThat(states()).containsExactly(OPEN);
    }

    @Test
    void theCauseTellsAnOldEntryFromOneMadeWithoutARule() {
        suspicious();
        bench.ready(3);
        bench.turn(4);
        assertThat(bench.findings()).extracting(Finding::causeClass).containsExactly("entry-older-than-backend");

        var younger = new RuleBench();
        younger.ready(0);
        younger.sees(1, Kind.CREATED);
        younger.sees(3, Kind.REFRESHED);
        younger.turn(4);
        assertThat(younger.findings()).extracting(Finding::causeClass).containsExactly("entry-made-without-rule");
        assertThat(younger.findings()).extracting(Finding::brokenAt).containsExactly(at(1));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static io.flowmend.streams.detector.FindingState.EXPIRED;
import static io.flowmend.streams.detector.FindingState.HEALED_BY_OTHERS;
import static io.flowmend.streams.detector.FindingState.OPEN;
import static io.flowmend.streams.detector.FindingState.WITHDRAWN;
import static io.flowmend.streams.detector.ghostflow.GhostBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import io.flowmend.streams.ownership.Release;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GhostFlowRuleTest {

    private final GhostBench bench = new GhostBench();

    /** An entry that is used, towards a pod that ended at 10 s. */
    private void ghost() {
        bench.endedAt(10);
        bench.sees(10.1, Kind.PRESENT);
        bench.sees(11, Kind.REFRESHED);
    }

    @Test
    void itMustGoOnForTheHoldAfterTheOwnersEnd() {
        ghost();
        bench.turn(11.999999);
        assertThat(bench.findings()).isEmpty();
        bench.turn(12);
        assertThat(bench.states()).containsExactly(OPEN);
        assertThat(bench.findings().getFirst().detectedAt()).isEqualTo(at(12));
    }

    @Test
    void whatIsSeenLaterIsSaidOnceItHasOutlastedTheSkewBound() {
        bench.endedAt(10);
        bench.sees(20, Kind.PRESENT);
        bench.sees(22, Kind.REFRESHED);
        bench.turn(22.099999);
        assertThat(bench.findings()).isEmpty();
        bench.turn(22.1);
        assertThat(bench.states()).containsExactly(OPEN);
    }

    @Test
    void aProofMayBeAsOldAsOneAllowsAndNoOlder() {
        bench.sees(1, Kind.PRESENT);
        bench.sees(5, Kind.REFRESHED);
        bench.endedAt(10);
        bench.turn(13);
        assertThat(bench.states()).as("a proof 5 s before the end").containsExactly(OPEN);

        var older = new GhostBench();
        older.sees(1, Kind.PRESENT);
        older.sees(4.999999, Kind.REFRESHED);
        older.endedAt(10);
        older.turn(13);
        assertThat(older.findings()).as("a proof 5.000001 s before").isEmpty();
    }

    @Test
    void nobodyWhoUsesItIsNoFault() {
        bench.endedAt(10);
        bench.sees(10.1, Kind.PRESENT);
        bench.turn(30);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void anOwnerWhoLivesIsNoGhostWhateverItsBackendSays() {
        bench.owns(1, "traps-0", "1");
        bench.backs(1, "default/traps", "1");
        bench.backsNoMore(5, "default/traps", "1");
        bench.sees(6, Kind.PRESENT);
        bench.sees(8, Kind.REFRESHED);
        bench.turn(20);
        assertThat(bench.findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void onlyAnOwnerThatHasEndedLeavesGhosts(Release why) {
        bench.owns(1, "traps-0", "1");
        bench.backs(1, "default/traps", "1");
        bench.ends(10, "1", why);
        bench.sees(10.1, Kind.PRESENT);
        bench.sees(11, Kind.REFRESHED);
        bench.turn(13);
        assertThat(!bench.findings().isEmpty()).isEqualTo(why.isEnd());
    }

    @Test
    void anAddressThatNoPodEverHadIsSilent() {
        bench.backs(1, "default/traps", null);
        bench.sees(6, Kind.PRESENT);
        bench.sees(8, Kind.REFRESHED);
        bench.turn(20);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aPodThatBackedAnotherServiceIsSilentUnlessTheNodeKnewOfNone() {
        bench.owns(1, "traps-0", "1");
        bench.backs(1, "default/other", "1");
        bench.ends(10, "1", Release.DELETED);
        bench.sees(10.1, Kind.PRESENT);
        bench.sees(11, Kind.REFRESHED);
        bench.turn(13);
        assertThat(bench.findings()).isEmpty();

        bench.sees(13, bench.entry(13, Kind.PRESENT, 6000, false, Optional.empty()));
        bench.sees(15, bench.entry(15, Kind.REFRESHED, 6000, false, Optional.empty()));
        bench.turn(16);
        assertThat(bench.findings())
                .extracting(finding -> finding.subject().service().orElseThrow().name())
                .containsExactly("other");
    }

    @Test
    void anotherPortOfThePodWasNoBackend() {
        bench.endedAt(10);
        for (var second = 11; second < 14; second += 2) {
            var seen = bench.entry(
                    second,
                    second == 11 ? Kind.PRESENT : Kind.REFRESHED,
                    6,
                    new Tuple("10.1.0.2", GhostBench.VIP, 5000, 162),
                    false,
                    Optional.of("default/traps"));
            bench.sees(second, seen);
        }
        bench.turn(20);
        assertThat(bench.findings()).as("the slice has no TCP port").isEmpty();
        bench.backsOverTcp(20, "default/traps", "1");
        bench.turn(21);
        assertThat(bench.findings()).extracting(Finding::causeClass).containsExactly("syn-entry/blackhole");
    }

    @Test
    void answersFromNobodysAddressAreThoseOfAPodThatStillWorks() {
        ghost();
        bench.turn(12);
        bench.sees(13, bench.entry(13, Kind.PRESENT, 5000, true, Optional.of("default/traps")));
        assertThat(bench.states()).containsExactly(OPEN, WITHDRAWN);
        assertThat(bench.findings().getLast().last().reason())
                .isEqualTo("answers come back although the API shows no owner");
    }

    @Test
    void anEntryThatNothingTranslatesWouldComeBackAsItWas() {
        bench.endedAt(10);
        for (var second = 11; second < 14; second += 2) {
            bench.sees(
                    second,
                    bench.entry(
                            second,
                            second == 11 ? Kind.PRESENT : Kind.REFRESHED,
                            17,
                            new Tuple("10.1.0.2", GhostBench.ADDRESS, 5000, 162),
                            false,
                            Optional.empty()));
        }
        bench.turn(20);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aSocketIsStuckOnlyWhileNothingIsAcknowledged() {
        bench.endedAt(10);
        bench.backsOverTcp(10, "default/traps", "1");
        bench.socket(11, Kind.PRESENT, Form.HALF_OPEN, false);
        bench.turn(13);
        assertThat(bench.findings()).isEmpty();
        bench.socket(14, Kind.REFRESHED, Form.HALF_OPEN, true);
        bench.turn(15);
        assertThat(bench.findings()).extracting(Finding::causeClass).containsExactly("half-open/blackhole");
        bench.socket(16, Kind.PRESENT, Form.HALF_OPEN, false);
        assertThat(bench.states()).containsExactly(OPEN, WITHDRAWN);
    }

    private void tcpEnded() {
        bench.endedAt(10);
        bench.backsOverTcp(10, "default/traps", "1");
    }

    @Test
    void anEntryOfASynIsAGhostOnceItsSocketRepeatsIt() {
        tcpEnded();
        bench.syn(10.1, Kind.PRESENT, 5000);
        bench.connecting(11, Kind.PRESENT, 5000, true);
        bench.turn(12);
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.causeClass()).isEqualTo("syn-entry/blackhole");
            var remedy = finding.remedy().orElseThrow();
            assertThat(remedy.entries()).hasSize(1);
            assertThat(remedy.sockets()).isEmpty();
        });
    }

    @Test
    void itsSocketMayHaveBeenSeenFirst() {
        tcpEnded();
        bench.connecting(11, Kind.PRESENT, 5000, true);
        bench.syn(11, Kind.PRESENT, 5000);
        bench.turn(12);
        assertThat(bench.findings()).extracting(Finding::causeClass).containsExactly("syn-entry/blackhole");
    }

    @Test
    void anEntryOfASynWithoutASocketThatRepeatsItIsSilent() {
        tcpEnded();
        bench.syn(10.1, Kind.PRESENT, 5000);
        bench.turn(14);
        assertThat(bench.findings()).as("no socket").isEmpty();
        bench.connecting(14, Kind.PRESENT, 5000, false);
        bench.connecting(16, Kind.REFRESHED, 5000, false);
        bench.turn(17);
        assertThat(bench.findings()).as("a socket without retransmissions").isEmpty();
        bench.connecting(17, Kind.REFRESHED, 6000, true);
        bench.connecting(17.1, Kind.REFRESHED, 5000, "10.244.1.6", true);
        bench.turn(19);
        assertThat(bench.findings()).as("sockets of other flows").isEmpty();
        bench.connecting(19, Kind.REFRESHED, 5000, true);
        bench.turn(19.2);
        assertThat(bench.findings()).as("its own").hasSize(1);
    }

    @Test
    void aSocketThatConnectsIsNoFindingOfItsOwn() {
        tcpEnded();
        bench.connecting(11, Kind.PRESENT, 5000, true);
        bench.connecting(13, Kind.REFRESHED, 5000, true);
        bench.turn(20);
        assertThat(bench.findings()).isEmpty();
        bench.connecting(21, Kind.GONE, 5000, true);
        assertThat(bench.isEmpty()).isTrue();
    }

    @Test
    void allRemovedFromOnePortNamesItAndFromTwoNone() {
        ghost();
        bench.turn(12);
        bench.sees(13, Kind.DESTROYED);
        assertThat(bench.findings().getLast().last().netlinkPort()).hasValue(7);

        var mixed = new GhostBench();
        mixed.endedAt(10);
        for (var port = 1; port <= 3; port++) {
            mixed.sees(10.1, Kind.PRESENT, port);
            mixed.sees(11, Kind.REFRESHED, port);
        }
        mixed.turn(12);
        mixed.destroyed(13, 1, 7);
        mixed.destroyed(13, 2, 8);
        mixed.destroyed(13, 3, 7);
        assertThat(mixed.states()).containsExactly(OPEN, HEALED_BY_OTHERS);
        assertThat(mixed.findings().getLast().last().netlinkPort()).isEmpty();
    }

    @Test
    void aConnectedUdpSocketThatMayBeAnsweredIsNone() {
        bench.endedAt(10);
        bench.socket(11, Kind.PRESENT, Form.PINNED_SOCKET, false);
        bench.socket(13, Kind.REFRESHED, Form.PINNED_SOCKET, false);
        bench.turn(14);
        assertThat(bench.findings()).isEmpty();
        assertThat(bench.harmless()).isEqualTo("nothing shows that what the socket sends stays unanswered");
        bench.socket(15, Kind.REFRESHED, Form.PINNED_SOCKET, true);
        bench.turn(16);
        assertThat(bench.states()).containsExactly(OPEN);
        bench.socket(17, Kind.PRESENT, Form.PINNED_SOCKET, false);
        assertThat(bench.states()).containsExactly(OPEN, WITHDRAWN);
    }

    @Test
    void aConnectedUdpSocketIsPinnedUntilItIsClosed() {
        bench.endedAt(10);
        bench.socket(11, Kind.PRESENT, Form.PINNED_SOCKET, false);
        bench.turn(12.9);
        assertThat(bench.findings()).isEmpty();
        bench.socket(13, Kind.REFRESHED, Form.PINNED_SOCKET, true);
        bench.turn(14);
        assertThat(bench.findings()).extracting(Finding::causeClass).containsExactly("pinned-socket/blackhole");
        var remedy = bench.findings().getFirst().remedy().orElseThrow();
        assertThat(remedy.service()).isEmpty();
        assertThat(remedy.sockets().getFirst().heard()).contains(17L);
        bench.socket(15, Kind.GONE, Form.PINNED_SOCKET, false);
        assertThat(bench.states()).containsExactly(OPEN, EXPIRED);
        assertThat(bench.isEmpty()).isTrue();
    }

    @Test
    void whoRemovesTheEntryIsNamed() {
        ghost();
        bench.turn(12);
        bench.sees(13, Kind.DESTROYED);
        assertThat(bench.states()).containsExactly(OPEN, HEALED_BY_OTHERS);
        assertThat(bench.findings().getLast().last().reason())
                .isEqualTo("entry removed by kube-proxy (netlink port 7)");
        assertThat(bench.findings().getLast().remedy()).isEmpty();
    }

    @Test
    void aBackendAgainOnTheAddressWithdrawsIt() {
        ghost();
        bench.turn(12);
        bench.owns(12.5, "traps-1", "2");
        bench.turn(12.55);
        assertThat(bench.states()).containsExactly(OPEN);
        bench.backs(12.59, "default/traps", "2");
        assertThat(bench.states()).containsExactly(OPEN, WITHDRAWN);
    }

    @Test
    void aStrangerHasTheHoldToBecomeTheBackendOfFlowsThatCameAfterIt() {
        bench.endedAt(10);
        bench.owns(13, "other-0", "2");
        bench.sees(13.1, Kind.PRESENT);
        bench.sees(14, Kind.REFRESHED);
        bench.turn(14.999999);
        assertThat(bench.findings()).isEmpty();
        bench.turn(15);
        assertThat(bench.findings()).extracting(Finding::misdelivery).containsExactly(true);
    }

    @Test
    void aStrangerWithinTheHoldDoesNotPutItOff() {
        ghost();
        bench.owns(11.9, "other-0", "2");
        bench.turn(11.999999);
        assertThat(bench.findings()).isEmpty();
        bench.turn(12);
        assertThat(bench.findings()).extracting(Finding::misdelivery).containsExactly(true);
        assertThat(bench.findings().getFirst().remedy()).isPresent();
    }

    @Test
    void oneFlowBeforeTheStrangerAndOneAfterAreEachSaidInTheirTime() {
        ghost();
        bench.owns(11.5, "other-0", "2");
        bench.sees(11.6, Kind.PRESENT, 6000);
        bench.sees(11.9, Kind.REFRESHED, 6000);
        bench.turn(13.499999);
        assertThat(bench.findings()).extracting(each -> each.blast().flows()).containsExactly(1);
        bench.turn(13.5);
        assertThat(bench.findings()).extracting(each -> each.blast().flows()).containsExactly(1, 2);
    }

    @Test
    void aStrangerWhoComesToLostPacketsIsSaidOnceItHasOutlastedTheSkewBound() {
        ghost();
        bench.turn(12);
        bench.owns(13, "other-0", "2");
        bench.turn(13.099999);
        assertThat(bench.findings()).extracting(Finding::misdelivery).containsExactly(false);
        bench.turn(13.1);
        assertThat(bench.findings()).extracting(Finding::misdelivery).containsExactly(false, true);
        assertThat(bench.findings().getFirst().id())
                .isEqualTo(bench.findings().getLast().id());
    }

    @Test
    void moreFlowsThanTheBoundFollowWhenThereIsRoom() {
        bench.endedAt(10);
        for (var port = 1; port <= 5; port++) {
            bench.sees(10.1, Kind.PRESENT, port);
            bench.sees(11, Kind.REFRESHED, port);
        }
        bench.turn(20);
        assertThat(bench.findings()).hasSize(1);
        assertThat(bench.findings().getFirst().blast().flows()).isEqualTo(5);
        assertThat(bench.findings().getFirst().remedy().orElseThrow().entries()).hasSize(3);
        bench.sees(21, Kind.DESTROYED, 1);
        bench.sees(21, Kind.DESTROYED, 2);
        bench.sees(21, Kind.DESTROYED, 3);
        bench.turn(21.1);
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.findings().getLast().remedy().orElseThrow().entries())
                .extracting(entry -> entry.original().sourcePort())
                .containsExactly(4, 5);
    }

    @Test
    void aNewFlowOfAnOpenCaseUpdatesItAndEndsWithItsLast() {
        ghost();
        bench.turn(12);
        bench.sees(13, Kind.PRESENT, 6000);
        bench.sees(15, Kind.REFRESHED, 6000);
        bench.turn(16);
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.findings().getLast().remedy().orElseThrow().entries()).hasSize(2);
        bench.sees(17, Kind.DESTROYED, 6000);
        assertThat(bench.findings()).hasSize(2);
        bench.sees(18, Kind.GONE, 5000);
        assertThat(bench.states()).containsExactly(OPEN, OPEN, HEALED_BY_OTHERS);
    }

    @Test
    void manyFlowsCostAWriteOrTwoEach() {
        bench.endedAt(10);
        for (var port = 1; port <= 1000; port++) {
            bench.sees(10.1, Kind.PRESENT, port);
        }
        var before = bench.writes();
        for (var port = 1; port <= 1000; port++) {
            bench.sees(11, Kind.REFRESHED, port);
        }
        bench.turn(12);
        assertThat(bench.findings()).hasSize(1);
        assertThat(bench.writes() - before).isLessThanOrEqualTo(2 * 1000 + 10);
    }

    @Test
    void nothingIsConcludedWhileNotKnown() {
        bench.known(false);
        ghost();
        bench.turn(20);
        assertThat(bench.findings()).isEmpty();
        bench.known(true);
        bench.apiKnownAgain(21);
        bench.turn(21.1);
        assertThat(bench.states()).containsExactly(OPEN);
    }

    @Test
    void aProofFromBeforeTheNodeWasAwayProvesNothing() {
        ghost();
        bench.nodeKnownAgain(11.5);
        bench.turn(15);
        assertThat(bench.findings()).isEmpty();
        bench.sees(15.5, Kind.REFRESHED);
        bench.turn(16);
        assertThat(bench.states()).containsExactly(OPEN);
    }

    @Test
    void anEntryLivesToItsEndAndTheGrace() {
        ghost();
        bench.turn(45.999999);
        assertThat(bench.states()).containsExactly(OPEN);
        bench.turn(46);
        assertThat(bench.states()).containsExactly(OPEN, EXPIRED);
        assertThat(bench.isEmpty()).isTrue();
    }
}

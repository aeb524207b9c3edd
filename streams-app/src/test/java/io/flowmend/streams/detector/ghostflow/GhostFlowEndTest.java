/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static io.flowmend.streams.detector.FindingState.EXPIRED;
import static io.flowmend.streams.detector.FindingState.OPEN;
import static io.flowmend.streams.detector.FindingState.WITHDRAWN;
import static io.flowmend.streams.detector.ghostflow.GhostBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import io.flowmend.streams.ownership.Release;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why a flow is no ghost, or no longer one, and what is said of it then. */
class GhostFlowEndTest {

    private final GhostBench bench = new GhostBench();

    private void openGhost() {
        bench.ghost();
        bench.turn(12);
        assertThat(bench.states()).containsExactly(OPEN);
    }

    private String lastReason() {
        return bench.findings().getLast().last().reason();
    }

    @Test
    void aPodThatHasTheAddressLives() {
        bench.owns(1, "traps-0", "1");
        bench.backs(1, "default/traps", "1");
        bench.sees(2, Kind.PRESENT);
        assertThat(bench.harmless()).isEqualTo("the pod default/traps-0 has the address and lives");
    }

    @Test
    void anAddressOfNobodyKnownIsNotJudged() {
        bench.sees(2, Kind.PRESENT);
        assertThat(bench.harmless()).isEqualTo("no former owner of the address was a backend of its service");
    }

    @Test
    void aPodWhoseSandboxWasMadeAnewLives() {
        bench.owns(1, "traps-0", "1");
        bench.backs(1, "default/traps", "1");
        bench.ends(10, "1", Release.ADDRESS_CHANGED);
        bench.sees(11, Kind.REFRESHED);
        assertThat(bench.harmless())
                .isEqualTo("the pod default/traps-0 lives: its sandbox was made anew and has another address");
    }

    @Test
    void theNextPodOfAStatefulSetIsNoStranger() {
        openGhost();
        bench.owns(13, "traps-0", "2");
        bench.turn(14);
        assertThat(bench.states()).containsExactly(OPEN, WITHDRAWN);
        assertThat(lastReason()).isEqualTo("the pod default/traps-0 has its address again, under another uid");
    }

    @Test
    void anotherBackendOfTheServiceIsNoStranger() {
        openGhost();
        bench.owns(13, "traps-1", "2");
        bench.backs(13.05, "default/traps", "2");
        assertThat(bench.states()).containsExactly(OPEN, WITHDRAWN);
        assertThat(lastReason())
                .isEqualTo("the address belongs to a backend of service default/traps again: pod default/traps-1");
    }

    @Test
    void whoBacksAnotherServiceOrNoLongerThisOneIsAStranger() {
        bench.endedAt(10);
        bench.owns(10.5, "web-0", "2");
        bench.backs(10.5, "default/web", "2");
        bench.sees(11, bench.entry(11, Kind.PRESENT, 5000, false, Optional.empty()));
        bench.sees(12, bench.entry(12, Kind.REFRESHED, 5000, false, Optional.empty()));
        bench.turn(14);
        assertThat(bench.findings()).extracting(Finding::misdelivery).containsExactly(true);

        var gone = new GhostBench();
        gone.endedAt(10);
        gone.owns(10.5, "traps-1", "2");
        gone.backs(10.5, "default/traps", "2");
        gone.backsNoMore(10.6, "default/traps", "2");
        gone.sees(11, Kind.PRESENT);
        gone.sees(12, Kind.REFRESHED);
        gone.turn(14);
        assertThat(gone.findings()).extracting(Finding::misdelivery).containsExactly(true);
    }

    @Test
    void whatMakesAFlowHarmlessIsSaid() {
        bench.endedAt(10);
        bench.backsOverTcp(10, "default/traps", "1");
        bench.sees(
                11,
                bench.entry(
                        11,
                        Kind.REFRESHED,
                        17,
                        new Tuple("10.1.0.2", GhostBench.ADDRESS, 5000, 162),
                        false,
                        Optional.empty()));
        assertThat(bench.harmless())
                .isEqualTo("nothing translates the flow: another entry would lead to the same address");
        bench.connecting(11, Kind.PRESENT, 6000, true);
        assertThat(bench.harmless()).isEqualTo("a socket that connects only follows an entry");
        bench.socket(11, Kind.PRESENT, Form.HALF_OPEN, false);
        assertThat(bench.harmless()).isEqualTo("the peer acknowledges what the socket sends");
        bench.sees(11, Kind.PRESENT, 7000);
        assertThat(bench.harmless()).isEqualTo("its use is not proven: it ends by itself");
        bench.known(false);
        bench.sees(11.5, Kind.REFRESHED, 7000);
        assertThat(bench.harmless()).isEqualTo("the node or the API is not known at this time");
    }

    @Test
    void whatIsCalledAGhostIsNoLongerHarmless() {
        openGhost();
        assertThat(bench.harmless()).isEqualTo(Harmless.NO_LONGER);
    }

    @Test
    void aGhostThatEndsWithinTheHoldIsHarmless() {
        bench.ghost();
        bench.sees(11.5, Kind.DESTROYED);
        assertThat(bench.harmless())
                .isEqualTo("it ended within the hold: entry removed by kube-proxy (netlink port 7)");
        bench.turn(20);
        assertThat(bench.findings()).isEmpty();
        assertThat(bench.isEmpty()).isTrue();
    }

    @Test
    void anEntryThatTheKernelDropsExpires() {
        openGhost();
        var seen = bench.entry(13, Kind.DESTROYED, 5000, false, Optional.empty());
        bench.sees(
                13,
                new GhostSighting(
                        seen.kind(),
                        seen.target(),
                        seen.form(),
                        false,
                        false,
                        seen.endOfLife(),
                        seen.service(),
                        Optional.empty(),
                        seen.record()));
        assertThat(bench.states()).containsExactly(OPEN, EXPIRED);
        assertThat(lastReason()).isEqualTo("the kernel dropped the entry: nobody sent any more");
    }

    @Test
    void anEntryThatALookNoLongerFindsExpires() {
        openGhost();
        bench.sees(13, Kind.GONE);
        assertThat(bench.states()).containsExactly(OPEN, EXPIRED);
        assertThat(lastReason()).isEqualTo("the entry was gone when the node looked again; its end was not seen");
        assertThat(bench.findings().getLast().evidence().getLast().says()).isEqualTo(lastReason());
    }

    @Test
    void aSocketThatIsClosedIsSaidToBeSo() {
        bench.endedAt(10);
        bench.socket(11, Kind.PRESENT, Form.PINNED_SOCKET, false);
        bench.socket(13, Kind.REFRESHED, Form.PINNED_SOCKET, true);
        bench.turn(14);
        bench.socket(15, Kind.GONE, Form.PINNED_SOCKET, false);
        assertThat(lastReason()).isEqualTo("the socket is closed");
    }

    @Test
    void aNewEntryOfTheFlowEndsTheOldOneAndIsProvenAnew() {
        openGhost();
        bench.sees(13, Kind.CREATED);
        assertThat(bench.states()).containsExactly(OPEN, EXPIRED);
        assertThat(lastReason()).startsWith("the kernel made a new entry for the flow");
        assertThat(bench.flows()).as("the new one").hasSize(1);
        bench.turn(15);
        assertThat(bench.findings()).hasSize(2);
        bench.sees(15.5, Kind.REFRESHED);
        bench.turn(17);
        assertThat(bench.states()).containsExactly(OPEN, EXPIRED, OPEN);
    }

    @Test
    void aFlowThatIsAnsweredByTheStrangerIsAnotherFinding() {
        openGhost();
        bench.owns(13, "other-0", "2");
        bench.turn(14);
        bench.sees(15, bench.entry(15, Kind.PRESENT, 5000, true, Optional.of("default/traps")));
        bench.turn(16);
        assertThat(bench.states()).containsExactly(OPEN, OPEN, WITHDRAWN, OPEN);
        assertThat(bench.findings().get(2).last().reason()).isEqualTo("the flow is part of another case now");
        assertThat(bench.findings().getLast().causeClass()).isEqualTo("udp-entry/misdelivery-answered");
    }

    @Test
    void whatALaterSightLeavesOutIsNotForgotten() {
        bench.ghost();
        var bare = bench.entry(11.5, Kind.PRESENT, 5000, false, Optional.empty());
        bench.sees(
                11.5,
                new GhostSighting(
                        bare.kind(),
                        bare.target(),
                        bare.form(),
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        bare.record()));
        assertThat(bench.flows()).singleElement().satisfies(flow -> {
            assertThat(flow.service()).contains("default/traps");
            assertThat(flow.endOfLife()).contains(at(41));
            assertThat(flow.proof().orElseThrow().time()).isEqualTo(at(11));
        });
    }

    @Test
    void afterTheNodeWasAwayAnOpenGhostStaysUntilItsLifeIsOver() {
        openGhost();
        bench.nodeKnownAgain(20);
        bench.turn(45.999999);
        assertThat(bench.states()).as("end of life at 41, and 5 s of grace").containsExactly(OPEN);
        bench.turn(46);
        assertThat(bench.states()).containsExactly(OPEN, EXPIRED);
        assertThat(lastReason()).isEqualTo("its life ended and nothing was seen of it since");
    }

    @Test
    void afterTheNodeWasAwayASocketMustBeSeenAgain() {
        bench.endedAt(10);
        bench.socket(11, Kind.PRESENT, Form.PINNED_SOCKET, false);
        bench.socket(13, Kind.REFRESHED, Form.PINNED_SOCKET, true);
        bench.turn(14);
        bench.nodeKnownAgain(20);
        bench.turn(24.999999);
        assertThat(bench.states()).containsExactly(OPEN);
        bench.turn(25);
        assertThat(bench.states()).containsExactly(OPEN, EXPIRED);

        var seen = new GhostBench();
        seen.endedAt(10);
        seen.socket(11, Kind.PRESENT, Form.PINNED_SOCKET, false);
        seen.socket(13, Kind.REFRESHED, Form.PINNED_SOCKET, true);
        seen.turn(14);
        seen.nodeKnownAgain(20);
        seen.socket(21, Kind.PRESENT, Form.PINNED_SOCKET, true);
        seen.turn(60);
        assertThat(seen.states()).containsExactly(OPEN);
    }

    @Test
    void anOpenCaseSpeaksAtMostTwiceASecond() {
        openGhost();
        bench.sees(12.05, Kind.PRESENT, 6000);
        bench.sees(12.06, Kind.REFRESHED, 6000);
        bench.turn(12.499999);
        assertThat(bench.findings()).hasSize(1);
        bench.turn(12.5);
        assertThat(bench.findings()).hasSize(2);
    }

    @Test
    void theLatestSightOfAClientProvesItsEntry() {
        bench.endedAt(10);
        bench.backsOverTcp(10, "default/traps", "1");
        bench.syn(10.1, Kind.PRESENT, 5000);
        bench.connecting(11, Kind.PRESENT, 5000, true);
        bench.connecting(13, Kind.REFRESHED, 5000, true);
        bench.syn(14, Kind.PRESENT, 5000);
        assertThat(bench.flows())
                .filteredOn(flow -> flow.form() == Form.SYN_ENTRY)
                .singleElement()
                .satisfies(flow -> assertThat(flow.proof().orElseThrow().time()).isEqualTo(at(13)));
    }
}

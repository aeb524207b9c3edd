/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static io.flowmend.streams.detector.FindingState.EXPIRED;
import static io.flowmend.streams.detector.FindingState.OPEN;
import static io.flowmend.streams.detector.FindingState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import org.junit.jupiter.api.Test;

/** Sockets that are ghost flows themselves, and those that prove that an entry is used. */
class GhostFlowSocketTest {

    private final GhostBench bench = new GhostBench();

    private void tcpEnded() {
        bench.endedAt(10);
        bench.backsOverTcp(10, "default/traps", "1");
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
}

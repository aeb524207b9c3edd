/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static io.flowmend.streams.detector.FindingState.EXPIRED;
import static io.flowmend.streams.detector.FindingState.OPEN;
import static io.flowmend.streams.detector.ghostflow.GhostBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When an entry towards an ended pod is called a ghost: its use is proven, and it has outlasted the hold. */
class GhostFlowRuleTest {

    private final GhostBench bench = new GhostBench();

    @Test
    void itMustGoOnForTheHoldAfterTheOwnersEnd() {
        bench.ghost();
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
    void nothingIsConcludedWhileNotKnown() {
        bench.known(false);
        bench.ghost();
        bench.turn(20);
        assertThat(bench.findings()).isEmpty();
        bench.known(true);
        bench.apiKnownAgain(21);
        bench.turn(21.1);
        assertThat(bench.states()).containsExactly(OPEN);
    }

    @Test
    void aProofFromBeforeTheNodeWasAwayProvesNothing() {
        bench.ghost();
        bench.nodeKnownAgain(11.5);
        bench.turn(15);
        assertThat(bench.findings()).isEmpty();
        bench.sees(15.5, Kind.REFRESHED);
        bench.turn(16);
        assertThat(bench.states()).containsExactly(OPEN);
    }

    @Test
    void anEntryLivesToItsEndAndTheGrace() {
        bench.ghost();
        bench.turn(45.999999);
        assertThat(bench.states()).containsExactly(OPEN);
        bench.turn(46);
        assertThat(bench.states()).containsExactly(OPEN, EXPIRED);
        assertThat(bench.isEmpty()).isTrue();
    }
}

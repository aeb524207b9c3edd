/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static io.flowmend.streams.detector.FindingState.OPEN;
import static io.flowmend.streams.detector.FindingState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import io.flowmend.streams.ownership.Release;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose flows are ghosts: those of a pod that backed their service and has ended. */
class GhostFlowFormerOwnerTest {

    private final GhostBench bench = new GhostBench();

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
        bench.ghost();
        bench.turn(12);
        bench.sees(13, bench.entry(13, Kind.PRESENT, 5000, true, Optional.of("default/traps")));
        assertThat(bench.states()).containsExactly(OPEN, WITHDRAWN);
        assertThat(bench.findings().getLast().last().reason())
                .isEqualTo("answers come back although the API shows no owner");
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static io.flowmend.streams.detector.FindingState.HEALED_BY_OTHERS;
import static io.flowmend.streams.detector.FindingState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import org.junit.jupiter.api.Test;

/** One finding for the ghost flows of one cause: what it lists, what adds to it and who ended it. */
class GhostFlowCaseTest {

    private final GhostBench bench = new GhostBench();

    @Test
    void aNewFlowOfAnOpenCaseUpdatesItAndEndsWithItsLast() {
        bench.ghost();
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
    void whoRemovesTheEntryIsNamed() {
        bench.ghost();
        bench.turn(12);
        bench.sees(13, Kind.DESTROYED);
        assertThat(bench.states()).containsExactly(OPEN, HEALED_BY_OTHERS);
        assertThat(bench.findings().getLast().last().reason())
                .isEqualTo("entry removed by kube-proxy (netlink port 7)");
        assertThat(bench.findings().getLast().remedy()).isEmpty();
    }

    @Test
    void allRemovedFromOnePortNamesItAndFromTwoNone() {
        bench.ghost();
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
}

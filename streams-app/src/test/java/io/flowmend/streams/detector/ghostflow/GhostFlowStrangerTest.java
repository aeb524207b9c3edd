/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static io.flowmend.streams.detector.FindingState.OPEN;
import static io.flowmend.streams.detector.FindingState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import org.junit.jupiter.api.Test;

/** Who has the address after the pod that ended: a backend again, or a stranger. */
class GhostFlowStrangerTest {

    private final GhostBench bench = new GhostBench();

    @Test
    void aBackendAgainOnTheAddressWithdrawsIt() {
        bench.ghost();
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
        bench.ghost();
        bench.owns(11.9, "other-0", "2");
        bench.turn(11.999999);
        assertThat(bench.findings()).isEmpty();
        bench.turn(12);
        assertThat(bench.findings()).extracting(Finding::misdelivery).containsExactly(true);
        assertThat(bench.findings().getFirst().remedy()).isPresent();
    }

    @Test
    void oneFlowBeforeTheStrangerAndOneAfterAreEachSaidInTheirTime() {
        bench.ghost();
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
        bench.ghost();
        bench.turn(12);
        bench.owns(13, "other-0", "2");
        bench.turn(13.099999);
        assertThat(bench.findings()).extracting(Finding::misdelivery).containsExactly(false);
        bench.turn(13.1);
        assertThat(bench.findings()).extracting(Finding::misdelivery).containsExactly(false, true);
        assertThat(bench.findings().getFirst().id())
                .isEqualTo(bench.findings().getLast().id());
    }
}

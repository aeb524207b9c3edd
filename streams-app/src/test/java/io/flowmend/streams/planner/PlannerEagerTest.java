/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import static io.flowmend.streams.planner.PlannerBench.at;
import static io.flowmend.streams.planner.PlannerBench.auto;
import static io.flowmend.streams.planner.PlannerBench.budgets;
import static io.flowmend.streams.planner.PlannerBench.config;
import static io.flowmend.streams.planner.PlannerBench.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Transition;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Findings that are acted on when they arrive, before order has settled them. */
class PlannerEagerTest {

    private static final Instant LIVE = at(1.2);

    @Test
    void itIsCommandedAtOnceAndInThePresent() {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        assertThat(bench.commands).extracting(Command::issuedAt).containsExactly(LIVE);
        assertThat(bench.eager).isEqualTo(bench.decisions).hasSize(1);
        bench.finding(early(), at(1.4));
        assertThat(bench.commands).as("told again").hasSize(1);
    }

    @Test
    void theSettledOneGoesOnUnderItsIdAndIsNotCommandedAgain() {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        bench.finding(settled(), at(1.5));
        assertThat(bench.commands).hasSize(1);
        assertThat(bench.published).extracting(Finding::id).containsOnly(early().id());
        bench.ends(settled(), 2, FindingState.HEALED_BY_OTHERS);
        assertThat(bench.published).extracting(Finding::id).containsOnly(early().id());
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void aPersonMayNameItByEitherId() {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        assertThat(bench.approval(settled().id(), true, 1.3)).isFalse();
        bench.finding(settled(), at(1.5));
        assertThat(bench.approval(settled().id(), true, 1.6)).isTrue();
        assertThat(bench.approval(early().id(), true, 1.6)).isTrue();
    }

    @Test
    void whatMayNotBeCommandedAtOnceWaitsForTheSettledOne() {
        assertWaits(new PlannerBench(config(Mode.OBSERVE, 1000, 1000, Optional.empty())));
        assertWaits(new PlannerBench(config(Mode.APPROVE, 1000, 1000, Optional.empty())));
        assertWaits(new PlannerBench(budgets(1000, 1000, 0)));
        assertWaits(new PlannerBench(config(Mode.AUTO, 1000, 1000, Optional.of(Window.read("22:00-06:00")))));
        var mute = new PlannerBench(auto());
        mute.canSign = false;
        assertWaits(mute);
        var out = new PlannerBench(auto());
        out.optOuts().namespace("default", new OptOut("uid-1", true, false, at(0)));
        assertWaits(out);
    }

    private static void assertWaits(PlannerBench bench) {
        bench.finding(early(), LIVE);
        assertThat(bench.decisions).isEmpty();
        assertThat(bench.published).isEmpty();
        bench.finding(settled(), LIVE);
        assertThat(bench.decisions).hasSize(1);
        assertThat(bench.eager).isEmpty();
        assertThat(bench.published)
                .extracting(Finding::id)
                .containsExactly(settled().id());
    }

    @Test
    void itsResultEndsItUntilTheSettledOneIsKnown() {
        assertThat(afterEager(Result.Outcome.MENDED)).isEqualTo(FindingState.RESOLVED);
        assertThat(afterEager(Result.Outcome.NOTHING_LEFT)).isEqualTo(FindingState.WITHDRAWN);
        assertThat(afterEager(Result.Outcome.REFUSED)).isEqualTo(FindingState.REFUSED);
        assertThat(afterEager(Result.Outcome.STARTED)).isEqualTo(FindingState.MENDING);
    }

    private static FindingState afterEager(Result.Outcome outcome) {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        bench.result(bench.commands.getFirst(), outcome, 1.3);
        return bench.lastStep().state();
    }

    @Test
    void aSettledOneEndsByWhatTheRuleSeesAndNotByAResult() {
        var bench = new PlannerBench(auto());
        bench.finding(settled());
        bench.result(bench.commands.getFirst(), Result.Outcome.MENDED, 2);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.MENDING);
        var other = new PlannerBench(auto());
        other.finding(settled());
        other.result(other.commands.getFirst(), Result.Outcome.NOTHING_LEFT, 2);
        assertThat(other.lastStep().state()).isEqualTo(FindingState.MENDING);
    }

    @Test
    void aFailureIsTriedAgainOnlyOnceItIsSettled() {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        bench.result(bench.commands.getFirst(), Result.Outcome.FAILED, 1.3);
        assertThat(bench.commands).hasSize(1);
        bench.finding(settled(), at(1.5));
        assertThat(bench.commands).extracting(Command::attempt).containsExactly(1, 2);
    }

    @Test
    void oneThatFailedAndIsNeverConfirmedIsWithdrawn() {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        bench.result(bench.commands.getFirst(), Result.Outcome.FAILED, 1.3);
        bench.clock(9.1);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.MENDING);
        bench.clock(9.2);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.WITHDRAWN);
        assertThat(bench.lastStep().at()).isEqualTo(at(9.2));
        assertThat(bench.lastStep().reason())
                .isEqualTo("the eager command did not mend it, and it was not confirmed in order");
    }

    @Test
    void oneThatNobodyAnswersIsSaidToBeSoAndWithdrawn() {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        bench.clock(100);
        assertThat(bench.verdicts()).containsExactly(Verdict.COMMAND, Verdict.UNANSWERED);
        assertThat(bench.decisions.getLast().commandId())
                .contains(bench.commands.getFirst().id());
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.WITHDRAWN);
    }

    @Test
    void oneThatWasWithdrawnAndIsConfirmedLateIsOpenAgainAndTriedOnceMore() {
        // Given
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        bench.clock(9.2);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.WITHDRAWN);
        // When
        bench.finding(settled(), at(30));
        // Then
        assertThat(bench.commands).extracting(Command::attempt).containsExactly(1, 2);
        assertThat(bench.commands.getLast().issuedAt()).isEqualTo(at(30));
        assertThat(bench.published.getLast().transitions())
                .extracting(Transition::state)
                .containsExactly(
                        FindingState.OPEN,
                        FindingState.MENDING,
                        FindingState.WITHDRAWN,
                        FindingState.OPEN,
                        FindingState.MENDING);
        assertThat(bench.published.getLast().transitions().get(3).reason()).isEqualTo("confirmed in order");
        assertThat(bench.published).extracting(Finding::id).containsOnly(early().id());
        bench.result(bench.commands.getLast(), Result.Outcome.MENDED, 30.1);
        bench.ends(settled(), 31, FindingState.EXPIRED);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void oneThatIsConfirmedAfterItsOnlyAttemptSaysThatNoneFollows() {
        var bench = new PlannerBench(PlannerBench.attempts(1));
        bench.finding(early(), LIVE);
        bench.clock(9.2);
        bench.finding(settled(), at(30));
        assertThat(bench.commands).hasSize(1);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.OPEN);
        assertThat(bench.verdicts()).endsWith(Verdict.NEVER);
        assertThat(bench.reason()).isEqualTo("not mended after 1 attempts: the eager command did not mend it");
    }

    @Test
    void oneThatWasWithdrawnAndIsConfirmedOnlyWithItsEndStaysSo() {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        bench.clock(9.2);
        bench.ends(settled(), 20, FindingState.EXPIRED);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.WITHDRAWN);
        assertThat(bench.commands).hasSize(1);
    }

    @Test
    void oneThatWasMendedBeforeItSettledIsTheSameFault() {
        var bench = mendedEarly();
        bench.finding(settled(), at(1.5));
        assertThat(bench.commands).hasSize(1);
        assertThat(bench.published).extracting(Finding::id).containsOnly(early().id());
    }

    @Test
    void whatBreaksAfterItWasMendedIsAnotherFault() {
        var bench = mendedEarly();
        var later = open(1.4, "stalenat", "traps", 1, 1);
        bench.finding(later, at(1.5));
        assertThat(bench.commands).hasSize(2);
        assertThat(bench.published.getLast().id()).isEqualTo(later.id());
        bench.finding(settled(), at(1.6));
        assertThat(bench.commands).as("the link to the eager one is used once").hasSize(3);
    }

    private static PlannerBench mendedEarly() {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        bench.result(bench.commands.getFirst(), Result.Outcome.MENDED, 1.3);
        return bench;
    }

    @Test
    void whatIsForgottenGoesOnUnderNoOtherId() {
        var bench = new PlannerBench(auto());
        bench.finding(early(), LIVE);
        bench.finding(settled(), at(1.5));
        bench.ends(settled(), 2, FindingState.EXPIRED);
        bench.clock(602);
        assertThat(bench.approval(settled().id(), true, 603)).isFalse();
        bench.finding(settled(), at(1.5));
        assertThat(bench.published.getLast().id()).isEqualTo(settled().id());
    }

    @Test
    void aCaseThatIsForgottenLeavesTheLinkToANewerOneOfTheSameFault() {
        // Given one that was mended early and never confirmed, and the same fault ten minutes later
        var bench = mendedEarly();
        var again = open(601, "stalenat", "traps", 1, 1).onArrival();
        bench.finding(again, at(601));
        bench.result(bench.commands.getLast(), Result.Outcome.STARTED, 601.1);
        // When the first is forgotten
        bench.clock(602);
        // Then
        bench.finding(open(601.5, "stalenat", "traps", 1, 1), at(602));
        assertThat(bench.commands).hasSize(2);
        assertThat(bench.published.getLast().id()).isEqualTo(again.id());
    }

    /** Told on arrival, by the first of two records that show the same fault. */
    private static Finding early() {
        return open(0.9, "stalenat", "traps", 1, 1).onArrival();
    }

    private static Finding settled() {
        return open(1, "stalenat", "traps", 1, 1);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import static io.flowmend.streams.planner.PlannerBench.at;
import static io.flowmend.streams.planner.PlannerBench.auto;
import static io.flowmend.streams.planner.PlannerBench.budgets;
import static io.flowmend.streams.planner.PlannerBench.config;
import static io.flowmend.streams.planner.PlannerBench.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A live planner that was away, or that hears of clocks which are wrong, commands in the present. */
class PlannerPresentTest {

    private final Finding finding = open(1, "stalenat", "traps", 1, 1);

    @Test
    void whatIsLongAgoIsCommandedInThePresentWhereThereIsOne() {
        var live = new PlannerBench(auto());
        live.finding(open(1, "stalenat", "traps", 1, 1), at(3.1));
        live.finding(open(1, "stalenat", "logs", 2, 1), at(2.9));
        assertThat(live.commands).extracting(Command::issuedAt).containsExactly(at(3.1), at(1));
    }

    @Test
    void whatWaitedWhileThePlannerWasAwayIsCommandedInThePresent() {
        // Given a finding that waits for the budget of its node
        var bench = new PlannerBench(budgets(1, 9, 9));
        var first = open(1, "stalenat", "logs", 2, 1);
        bench.live(1);
        bench.finding(first);
        bench.result(bench.commands.getFirst(), Result.Outcome.MENDED, 2);
        bench.ends(first, 2, FindingState.EXPIRED);
        bench.finding(finding);
        assertThat(bench.verdicts()).endsWith(Verdict.WAIT);
        // When the marks of the time in which nobody planned are read
        bench.live(121);
        for (var mark = 3; mark <= 121; mark++) {
            bench.clock(mark);
        }
        // Then
        assertThat(bench.verdicts()).containsExactly(Verdict.COMMAND, Verdict.WAIT, Verdict.COMMAND);
        assertThat(bench.commands.getLast().issuedAt()).isEqualTo(at(121));
        assertThat(bench.commands.getLast().expiresAt()).isEqualTo(at(126));
    }

    @Test
    void theNextAttemptOfAnUnansweredCommandIsMadeInThePresent() {
        var bench = new PlannerBench(auto());
        bench.live(1);
        bench.finding(finding);
        bench.live(100);
        bench.clock(9);
        bench.clock(100);
        assertThat(bench.decisions)
                .extracting(Decision::verdict, Decision::at)
                .containsExactly(
                        tuple(Verdict.COMMAND, at(1)), tuple(Verdict.UNANSWERED, at(9)), tuple(Verdict.COMMAND, at(9)));
        assertThat(bench.commands).extracting(Command::issuedAt).containsExactly(at(1), at(100));
    }

    @Test
    void theNextAttemptAfterAnOldFailureIsMadeInThePresent() {
        var bench = new PlannerBench(auto());
        bench.live(1);
        bench.finding(finding);
        bench.live(100);
        bench.result(bench.commands.getFirst(), Result.Outcome.FAILED, 2);
        assertThat(bench.commands).extracting(Command::issuedAt).containsExactly(at(1), at(100));
    }

    @Test
    void aPersonsWordIsFollowedInThePresentWhateverTheTimeWhereItWasGiven() {
        assertThat(issuedByWordOf(90)).isEqualTo(at(100));
        assertThat(issuedByWordOf(98)).isEqualTo(at(98));
        assertThat(issuedByWordOf(100)).isEqualTo(at(100));
        assertThat(issuedByWordOf(110)).isEqualTo(at(100));
    }

    /** Of a machine whose clock says so at 100. */
    private Instant issuedByWordOf(double clock) {
        var bench = new PlannerBench(config(Mode.APPROVE, 1000, 1000, Optional.empty()));
        bench.live(1);
        bench.finding(finding);
        bench.live(100);
        bench.clock(100);
        bench.approval(finding.id(), true, clock);
        assertThat(bench.verdicts()).containsExactly(Verdict.AWAIT_APPROVAL, Verdict.COMMAND);
        return bench.commands.getFirst().issuedAt();
    }

    @Test
    void aReplayFollowsAPersonsWordAtItsOwnTime() {
        var bench = new PlannerBench(config(Mode.APPROVE, 1000, 1000, Optional.empty()));
        bench.finding(finding);
        bench.clock(100);
        bench.approval(finding.id(), true, 110);
        assertThat(bench.commands).extracting(Command::issuedAt).containsExactly(at(110));
    }

    @Test
    void aRefusalAsFromTheFutureIsTriedAgain() {
        var behind = refusedAt(-1.1);
        assertThat(behind.commands).extracting(Command::issuedAt).containsExactly(at(1), at(1));
        assertThat(behind.lastStep().state()).isEqualTo(FindingState.MENDING);
        var near = refusedAt(-1);
        assertThat(near.commands).hasSize(1);
        assertThat(near.lastStep().state()).isEqualTo(FindingState.REFUSED);
    }

    /** By the clock of a node that is behind; it is issued at 1. */
    private PlannerBench refusedAt(double clock) {
        var bench = new PlannerBench(auto());
        bench.live(1);
        bench.finding(finding);
        bench.result(bench.commands.getFirst(), Result.Outcome.REFUSED, clock);
        return bench;
    }
}

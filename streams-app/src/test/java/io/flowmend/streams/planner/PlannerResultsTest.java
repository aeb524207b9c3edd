/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import static io.flowmend.streams.planner.PlannerBench.at;
import static io.flowmend.streams.planner.PlannerBench.auto;
import static io.flowmend.streams.planner.PlannerBench.budgets;
import static io.flowmend.streams.planner.PlannerBench.config;
import static io.flowmend.streams.planner.PlannerBench.open;
import static io.flowmend.streams.planner.PlannerBench.remedy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Transition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What executors and deadlines say, whose work an end was, and what is left of it afterwards. */
class PlannerResultsTest {

    private final PlannerBench bench = new PlannerBench(auto());
    private final Finding finding = open(1, "stalenat", "traps", 1, 2);

    @Test
    void aLateAnswerOfTheFirstAttemptSaysNothingOfTheSecond() {
        bench.finding(finding);
        bench.clock(9);
        assertThat(bench.commands).hasSize(2);
        bench.result(bench.commands.getFirst(), Result.Outcome.FAILED, 10);
        bench.result(bench.commands.getFirst(), Result.Outcome.REFUSED, 2);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.MENDING);
        bench.result(bench.commands.getLast(), Result.Outcome.FAILED, 11);
        assertThat(bench.lastStep().reason()).isEqualTo("not mended after 2 attempts: because");
    }

    @ParameterizedTest
    @EnumSource(
            value = Result.Outcome.class,
            names = {"REFUSED", "FAILED", "INTERRUPTED"})
    void aLateWordOfACommandThatWasGivenUpDoesNotCountItOnceMore(Result.Outcome word) {
        // Given a command without an answer, and a next one that has to wait for its budget
        var held = new PlannerBench(budgets(1, 9, 9));
        held.finding(finding);
        held.clock(9);
        assertThat(held.verdicts()).containsExactly(Verdict.COMMAND, Verdict.UNANSWERED, Verdict.WAIT);
        // When
        held.result(held.commands.getFirst(), word, 10);
        // Then
        held.clock(61);
        assertThat(held.commands).hasSize(2);
        held.clock(69);
        held.result(held.commands.getLast(), word, 70);
        assertThat(held.verdicts()).endsWith(Verdict.UNANSWERED, Verdict.NEVER);
        assertThat(held.reason()).startsWith("not mended after 2 attempts: no result of ");
    }

    @Test
    void aLateMendedOfACommandThatWasGivenUpCounts() {
        var held = new PlannerBench(budgets(1, 9, 9));
        held.finding(finding);
        held.clock(9);
        held.result(held.commands.getFirst(), Result.Outcome.MENDED, 10);
        held.clock(61);
        assertThat(held.commands).hasSize(1);
        held.ends(finding, 62, FindingState.EXPIRED);
        assertThat(held.lastStep().state()).isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void aLateWordOfTheFirstAttemptCountsIfTheSecondHadTheSameTargets() {
        bench.finding(finding);
        bench.clock(9);
        bench.result(bench.commands.getFirst(), Result.Outcome.MENDED, 10);
        bench.ends(finding, 11, FindingState.EXPIRED);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.RESOLVED);
        assertThat(bench.lastStep().reason())
                .isEqualTo("mended by " + bench.commands.getLast().id() + "; ended");
    }

    @Test
    void aLateWordOfTheFirstAttemptDoesNotCountIfTheSecondHadOtherTargets() {
        bench.finding(finding);
        bench.result(bench.commands.getFirst(), Result.Outcome.NOTHING_LEFT, 2);
        bench.finding(finding.mendedBy(Optional.of(remedy(3, 7, 1))));
        bench.result(bench.commands.getFirst(), Result.Outcome.MENDED, 4);
        bench.ends(finding, 5, FindingState.EXPIRED);
        assertThat(bench.commands).hasSize(2);
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.EXPIRED);
    }

    @Test
    void whoeverDeletedTheEntryIsKnownByItsNetlinkPort() {
        bench.finding(finding);
        bench.result(bench.commands.getFirst(), Result.Outcome.STARTED, 1.5, Set.of(4711L));
        bench.finding(endedBy(4711));
        assertThat(bench.lastStep().state()).isEqualTo(FindingState.RESOLVED);

        var other = new PlannerBench(auto());
        other.finding(finding);
        other.result(other.commands.getFirst(), Result.Outcome.STARTED, 1.5, Set.of(4711L));
        other.finding(endedBy(4712));
        assertThat(other.lastStep().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    private Finding endedBy(long port) {
        return finding.then(
                new Transition(FindingState.HEALED_BY_OTHERS, at(2), "deleted", OptionalLong.of(port)), List.of());
    }

    @Test
    void whatWasCommandedDidNotHealByItself() {
        bench.finding(finding);
        bench.ends(finding, 2, FindingState.EXPIRED);
        assertThat(bench.verdicts()).containsExactly(Verdict.COMMAND);
    }

    @Test
    void anEndThatWasReadIsCorrectedOnceByAStepAndALine() {
        bench.finding(finding);
        bench.ends(finding, 2, FindingState.EXPIRED);
        bench.result(bench.commands.getFirst(), Result.Outcome.MENDED, 3);
        bench.result(bench.commands.getFirst(), Result.Outcome.MENDED, 3);
        assertThat(bench.published.getLast().transitions())
                .extracting(Transition::state)
                .containsExactly(FindingState.OPEN, FindingState.MENDING, FindingState.EXPIRED, FindingState.RESOLVED);
        assertThat(bench.published.getLast().evidence().getLast().says())
                .isEqualTo("the executor says of " + bench.commands.getFirst().id() + ": MENDED, because");
    }

    @Test
    void aDryRunIsNotRepeated() {
        bench.finding(finding);
        bench.result(bench.commands.getFirst(), Result.Outcome.DRY_RUN, 2);
        bench.finding(finding);
        bench.clock(20);
        assertThat(bench.commands).hasSize(1);
        assertThat(bench.verdicts()).containsExactly(Verdict.COMMAND);
    }

    @Test
    void furtherTargetsNameTheCommandThatTheyWaitFor() {
        bench.finding(finding);
        bench.finding(finding.mendedBy(Optional.of(remedy(2, 1, 3))));
        assertThat(bench.reason())
                .isEqualTo("further targets wait for the result of "
                        + bench.commands.getFirst().id());
    }

    @Test
    void eachAttemptIsSaidWithItsNumber() {
        bench.finding(finding);
        bench.result(bench.commands.getFirst(), Result.Outcome.INTERRUPTED, 2);
        assertThat(bench.decisions)
                .extracting(Decision::verdict, Decision::attempt, Decision::commandId)
                .containsExactly(
                        tuple(
                                Verdict.COMMAND,
                                1,
                                Optional.of(bench.commands.getFirst().id())),
                        tuple(
                                Verdict.COMMAND,
                                2,
                                Optional.of(bench.commands.getLast().id())));
    }

    @Test
    void aCommandWhoseTimeIsOverWhenItIsIssuedIsUnansweredAtOnce() {
        bench.finding(finding);
        bench.clock(8.9);
        bench.result(bench.commands.getFirst(), Result.Outcome.FAILED, 0.5); // a node whose clock is behind
        assertThat(bench.verdicts()).endsWith(Verdict.UNANSWERED, Verdict.NEVER);
        assertThat(bench.reason())
                .isEqualTo("not mended after 2 attempts: no result of "
                        + bench.commands.getLast().id() + " by " + at(8.5));

        var asked = new PlannerBench(config(Mode.APPROVE, 1000, 1000, Optional.empty()));
        asked.finding(finding);
        asked.clock(100);
        asked.approval(finding.id(), true, 2);
        assertThat(asked.verdicts()).contains(Verdict.UNANSWERED);
    }

    @Test
    void aFindingThatIsToldAgainIsOneAlarm() {
        var breaker = new PlannerBench(config(Mode.AUTO, 1000, 1, Optional.empty()));
        var first = open(1, "stalenat", "traps", 1, 1);
        breaker.finding(first);
        breaker.finding(first.mendedBy(Optional.of(remedy(70, 1, 1))));
        breaker.finding(open(71, "stalenat", "logs", 2, 1));
        assertThat(breaker.commands).hasSize(2);
        breaker.finding(open(72, "stalenat", "mail", 3, 1));
        assertThat(breaker.commands).as("two services within a minute").hasSize(2);
    }

    @Test
    void whatHasEndedOrOnlyAdvisesIsNoAlarm() {
        var breaker = new PlannerBench(config(Mode.AUTO, 1000, 1, Optional.empty()));
        breaker.ends(open(1, "stalenat", "traps", 1, 1), 2, FindingState.EXPIRED);
        breaker.finding(open(2, "stalenat", "mail", 2, 1).mendedBy(Optional.empty()));
        breaker.finding(open(3, "stalenat", "logs", 3, 1));
        assertThat(breaker.commands).hasSize(1);
    }

    @Test
    void aForgottenLifeLeavesNothingBehind() {
        // Given
        var bench = new PlannerBench(budgets(1000, 1, 1000));
        // When, Then
        liveAndForget(bench, 1);
        assertThat(bench.kept()).isZero();
        liveAndForget(bench, 2000);
        assertThat(bench.kept()).isZero();
    }

    /** One that is commanded on arrival, and one that has to wait for its budget. */
    private static void liveAndForget(PlannerBench bench, double start) {
        var early = open(start, "stalenat", "traps", 1, 1).onArrival();
        bench.finding(early, at(start));
        var settled = open(start + 1, "stalenat", "traps", 1, 1);
        var waiting = open(start + 1, "stalenat", "traps", 2, 1);
        bench.finding(settled);
        bench.finding(waiting);
        assertThat(bench.verdicts()).endsWith(Verdict.WAIT);
        bench.ends(settled, start + 2, FindingState.EXPIRED);
        bench.ends(waiting, start + 2, FindingState.EXPIRED);
        bench.clock(start + 602);
        assertThat(bench.approval(settled.id(), true, start + 602)).isFalse();
        assertThat(bench.approval(waiting.id(), true, start + 602)).isFalse();
    }
}

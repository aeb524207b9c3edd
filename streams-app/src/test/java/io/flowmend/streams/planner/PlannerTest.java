/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import static io.flowmend.streams.planner.PlannerBench.at;
import static io.flowmend.streams.planner.PlannerBench.auto;
import static io.flowmend.streams.planner.PlannerBench.config;
import static io.flowmend.streams.planner.PlannerBench.open;
import static io.flowmend.streams.planner.PlannerBench.remedy;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.FindingState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PlannerTest {

    @Test
    void aBudgetHoldsBackUntilItsMinuteIsOver() {
        var bench = new PlannerBench(config(Mode.AUTO, 2, 1000, Optional.empty()));
        for (var flow = 0; flow < 3; flow++) {
            bench.finding(open(flow, "stalenat", "traps", flow, 1));
        }
        assertThat(bench.commands).hasSize(2);
        assertThat(bench.verdicts()).endsWith(Verdict.WAIT);
        bench.allMended(3);
        bench.clock(59.9);
        assertThat(bench.commands).hasSize(2);
        bench.clock(60);
        assertThat(bench.commands).hasSize(3);
        bench.clock(61);
        assertThat(bench.commands).hasSize(3);
    }

    @Test
    void aTimeFarAheadNeitherFreesABudgetNorUsesItUp() {
        var bench = new PlannerBench(config(Mode.AUTO, 2, 1000, Optional.empty()));
        bench.finding(open(1, "stalenat", "traps", 1, 1));
        bench.finding(open(1.5, "stalenat", "traps", 2, 1));
        bench.finding(open(3600, "stalenat", "traps", 3, 1)); // a node whose clock is wrong
        assertThat(bench.commands).hasSize(3);
        bench.allMended(1.6);
        bench.finding(open(2, "stalenat", "traps", 4, 1));
        assertThat(bench.commands).hasSize(3);
        bench.clock(61);
        assertThat(bench.commands).hasSize(4);
        bench.allMended(61.1);
        bench.finding(open(61.5, "stalenat", "traps", 5, 1));
        assertThat(bench.commands).hasSize(5);
    }

    @Test
    void manyServicesAtOnceOpenTheBreakerAndItClosesAfterQuiet() {
        var bench = new PlannerBench(config(Mode.AUTO, 1000, 3, Optional.empty()));
        for (var service = 0; service < 5; service++) {
            bench.finding(open(service, "stalenat", "service-" + service, service, 1));
        }
        assertThat(bench.commands).hasSize(3);
        assertThat(bench.decisions.getLast().reason()).startsWith("circuit breaker");
        bench.allMended(5);
        bench.clock(63.9);
        assertThat(bench.commands).hasSize(3);
        bench.clock(64);
        assertThat(bench.commands).hasSize(5);
    }

    @Test
    void eachFurtherAlarmProlongsTheBreakerAndNoneShortensIt() {
        // Given one that opened at 3
        var bench = new PlannerBench(config(Mode.AUTO, 1000, 3, Optional.empty()));
        for (var service = 0; service < 4; service++) {
            bench.finding(open(service, "stalenat", "service-" + service, service, 1));
        }
        bench.allMended(4);
        // When the alarms of more services follow, few of them within any minute
        bench.finding(open(62, "stalenat", "service-4", 4, 1));
        bench.finding(open(121, "stalenat", "service-5", 5, 1));
        // And one that is older and comes late
        bench.finding(open(115, "stalenat", "service-6", 6, 1));
        // Then
        bench.clock(180.9);
        assertThat(bench.commands).hasSize(3);
        bench.clock(181);
        assertThat(bench.commands).hasSize(7);
    }

    @Tag("slow")
    @Test
    void twoThousandFlowsOfOneServiceTripNothing() {
        var bench = new PlannerBench(config(Mode.AUTO, 10_000, 3, Optional.empty()));
        for (var flow = 0; flow < 2000; flow++) {
            bench.finding(open(1, "stalenat", "traps", flow, 1));
        }
        assertThat(bench.commands).hasSize(2000);
    }

    @Test
    void outsideItsWindowOnlyAPersonLetsItAct() {
        var night = Optional.of(Window.read("22:00-06:00"));
        var bench = new PlannerBench(config(Mode.AUTO, 1000, 1000, night));
        var finding = open(1, "stalenat", "traps", 1, 1);
        bench.finding(finding);
        assertThat(bench.verdicts()).containsExactly(Verdict.WAIT);
        bench.approval(finding.id(), true, 2);
        assertThat(bench.commands).hasSize(1);
        bench.finding(open(3, "stalenat", "traps", 2, 1));
        bench.allMended(4);
        bench.clock(10 * 3600 - 1);
        assertThat(bench.commands).hasSize(1);
        bench.clock(10 * 3600);
        assertThat(bench.commands).hasSize(2);
    }

    @Test
    void aLikelyGhostFlowWaitsForAPersonEvenInAuto() {
        var bench = new PlannerBench(auto());
        bench.finding(open(1, "ghostflow", "traps", 1, 1));
        assertThat(bench.verdicts()).containsExactly(Verdict.AWAIT_APPROVAL);
        bench.finding(open(1, "stalenat", "traps", 1, 1));
        assertThat(bench.commands).hasSize(1);
    }

    @Test
    void furtherTargetsAreTheNextAttemptOnceTheMendedHaveLeft() {
        var bench = new PlannerBench(auto());
        var finding = open(1, "stalenat", "traps", 1, 2);
        bench.finding(finding);
        var more = finding.mendedBy(Optional.of(remedy(2, 1, 3)));
        bench.finding(more);
        assertThat(bench.commands).hasSize(1);
        assertThat(bench.verdicts()).endsWith(Verdict.WAIT);
        bench.result(bench.commands.getFirst(), Result.Outcome.MENDED, 2.5);
        bench.finding(finding.mendedBy(Optional.of(remedy(2.6, 1, 1, 4))));
        assertThat(bench.commands).as("one of two is still listed").hasSize(1);
        assertThat(bench.verdicts()).endsWith(Verdict.WAIT);
        var rest = finding.mendedBy(Optional.of(remedy(2.7, 1, 2, 4)));
        bench.finding(rest);
        assertThat(bench.commands).hasSize(2);
        assertThat(bench.commands.getLast().attempt()).isEqualTo(2);
        assertThat(bench.commands.getLast().id())
                .isNotEqualTo(bench.commands.getFirst().id());
        assertThat(bench.commands.getLast().remedy()).isEqualTo(rest.remedy().orElseThrow());
        bench.result(bench.commands.getLast(), Result.Outcome.MENDED, 3);
        bench.finding(rest);
        assertThat(bench.commands).hasSize(2);
    }

    @Test
    void aMendedTargetThatStaysListedHoldsTheOthersBackNoLongerThanItsCommandLasts() {
        var bench = new PlannerBench(auto());
        var finding = open(1, "stalenat", "traps", 1, 2);
        bench.finding(finding);
        bench.result(bench.commands.getFirst(), Result.Outcome.MENDED, 2);
        var more = finding.mendedBy(Optional.of(remedy(2.5, 1, 3)));
        bench.finding(more);
        bench.clock(8.9);
        assertThat(bench.commands).hasSize(1);
        bench.clock(10);
        assertThat(bench.commands).hasSize(2);
        assertThat(bench.commands.getLast().issuedAt())
                .isEqualTo(bench.commands.getFirst().expiresAt().plus(auto().resultGrace()));
        assertThat(bench.commands.getLast().remedy().entries())
                .as("what was mended is not commanded again")
                .singleElement()
                .isEqualTo(more.remedy().orElseThrow().entries().getLast());
    }

    @Test
    void aFailureIsTriedAgainOnceAndThenSaid() {
        var bench = new PlannerBench(auto());
        bench.finding(open(1, "stalenat", "traps", 1, 1));
        bench.result(bench.commands.getLast(), Result.Outcome.FAILED, 2);
        assertThat(bench.commands).hasSize(2);
        bench.result(bench.commands.getLast(), Result.Outcome.FAILED, 3);
        assertThat(bench.commands).hasSize(2);
        assertThat(bench.published.getLast().last().state()).isEqualTo(FindingState.OPEN);
        assertThat(bench.published.getLast().last().reason()).startsWith("not mended after 2 attempts");
    }

    @Test
    void whatEndsByItselfIsOursIfAResultSaysMendedOfItsTargets() {
        var bench = new PlannerBench(auto());
        var finding = open(1, "stalenat", "traps", 1, 1);
        bench.finding(finding);
        bench.result(bench.commands.getLast(), Result.Outcome.MENDED, 2);
        bench.ends(finding, 2.1, FindingState.EXPIRED);
        assertThat(bench.published.getLast().last().state()).isEqualTo(FindingState.RESOLVED);

        var late = new PlannerBench(auto());
        late.finding(finding);
        late.ends(finding, 2.1, FindingState.EXPIRED);
        late.result(late.commands.getLast(), Result.Outcome.MENDED, 3);
        assertThat(late.published.getLast().last().state()).isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void thatTheFirstTargetsWereMendedSaysNothingOfTheNext() {
        var bench = new PlannerBench(auto());
        var finding = open(1, "stalenat", "traps", 1, 1);
        bench.finding(finding);
        bench.result(bench.commands.getLast(), Result.Outcome.MENDED, 2);
        var rest = finding.mendedBy(Optional.of(remedy(2, 2, 1)));
        bench.finding(rest);
        bench.result(bench.commands.getLast(), Result.Outcome.NOTHING_LEFT, 3);
        bench.ends(rest, 3, FindingState.EXPIRED);
        assertThat(bench.commands).hasSize(2);
        assertThat(bench.published.getLast().last().state()).isNotEqualTo(FindingState.RESOLVED);
    }

    @Test
    void aRefusalThatOnlyCameTooLateIsTriedAgain() {
        var bench = new PlannerBench(auto());
        bench.finding(open(1, "stalenat", "traps", 1, 1));
        bench.result(bench.commands.getLast(), Result.Outcome.REFUSED, 6); // lives from 1 to 6
        assertThat(bench.commands).hasSize(2);
        assertThat(bench.published.getLast().last().state()).isEqualTo(FindingState.MENDING);
    }

    @Test
    void aRefusalInTimeIsFinal() {
        var bench = new PlannerBench(auto());
        bench.finding(open(1, "stalenat", "traps", 1, 1));
        bench.result(bench.commands.getLast(), Result.Outcome.REFUSED, 5.9);
        assertThat(bench.commands).hasSize(1);
        assertThat(bench.published.getLast().last().state()).isEqualTo(FindingState.REFUSED);
    }

    @Test
    void aCaseThatArrivesAfterItsDeadlinesIsDecidedAtEachOfThem() {
        // Given a replay whose clock is read before the finding
        var behind = new PlannerBench(auto());
        behind.clock(100);
        behind.finding(open(1, "stalenat", "traps", 1, 1));
        // And one in which it comes in between
        var abreast = new PlannerBench(auto());
        abreast.finding(open(1, "stalenat", "traps", 1, 1));
        abreast.clock(9.4);
        abreast.clock(100);
        // Then both give the same, at the deadlines and not at the ticks: 5 s of life and 3 s for the result
        assertThat(behind.commands).extracting(Command::issuedAt).containsExactly(at(1), at(9));
        assertThat(behind.commands).isEqualTo(abreast.commands);
        assertThat(behind.decisions).isEqualTo(abreast.decisions);
    }

    @Test
    void nothingIsCommandedForAnEndedFinding() {
        var bench = new PlannerBench(auto());
        var finding = open(1, "stalenat", "traps", 1, 1);
        bench.finding(finding);
        bench.ends(finding, 2, FindingState.WITHDRAWN);
        bench.result(bench.commands.getLast(), Result.Outcome.FAILED, 3);
        bench.clock(20);
        assertThat(bench.commands).hasSize(1);
        assertThat(bench.published.getLast().last().state()).isEqualTo(FindingState.WITHDRAWN);
    }

    @Test
    void anEndedCaseIsForgottenAfterAWhile() {
        var bench = new PlannerBench(auto());
        var finding = open(1, "stalenat", "traps", 1, 1);
        bench.finding(finding);
        bench.ends(finding, 2, FindingState.EXPIRED);
        bench.clock(601);
        assertThat(bench.approval(finding.id(), true, 601)).isTrue();
        bench.clock(602);
        assertThat(bench.approval(finding.id(), true, 602)).isFalse();
    }

    @Test
    void theMostSpecificModeWins() {
        var finding = open(1, "stalenat", "traps", 1, 1);
        var rules = Map.of("stalenat", Mode.APPROVE);
        var namespaces = Map.of("default", Mode.AUTO);
        var services = Map.of("default/traps", Mode.OBSERVE);
        assertThat(new Modes(Mode.AUTO, rules, Map.of(), Map.of()).of(finding)).isEqualTo(Mode.APPROVE);
        assertThat(new Modes(Mode.OBSERVE, rules, namespaces, Map.of()).of(finding))
                .isEqualTo(Mode.AUTO);
        assertThat(new Modes(Mode.AUTO, rules, namespaces, services).of(finding))
                .isEqualTo(Mode.OBSERVE);
    }
}

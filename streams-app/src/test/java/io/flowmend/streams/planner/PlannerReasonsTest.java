/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import static io.flowmend.streams.planner.PlannerBench.at;
import static io.flowmend.streams.planner.PlannerBench.auto;
import static io.flowmend.streams.planner.PlannerBench.budgets;
import static io.flowmend.streams.planner.PlannerBench.config;
import static io.flowmend.streams.planner.PlannerBench.open;
import static io.flowmend.streams.planner.PlannerBench.remedy;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Remedy;
import io.flowmend.streams.detector.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Why something is not commanded, in the words that a person reads. */
class PlannerReasonsTest {

    @Test
    void withoutAKeyNothingIsCommandedAndThatIsSaid() {
        var bench = new PlannerBench(auto());
        bench.canSign = false;
        bench.finding(open(1, "stalenat", "traps", 1, 1));
        assertThat(bench.verdicts()).containsExactly(Verdict.NEVER);
        assertThat(bench.reason()).isEqualTo("no signing key");
    }

    @Test
    void observeSaysWhatItWouldDoAndAtTheEndThatItWasNotNeeded() {
        var bench = new PlannerBench(config(Mode.OBSERVE, 1000, 1000, Optional.empty()));
        bench.canSign = false; // a shadow needs no key
        var finding = open(1, "stalenat", "traps", 1, 2);
        bench.finding(finding);
        bench.finding(finding);
        assertThat(bench.verdicts()).as("said once").containsExactly(Verdict.WOULD_COMMAND);
        assertThat(bench.reason()).isEqualTo("mode is observe; would delete 2 conntrack entries");
        bench.ends(finding, 3.5, FindingState.HEALED_BY_OTHERS);
        assertThat(bench.verdicts()).endsWith(Verdict.LAPSED);
        assertThat(bench.reason())
                .isEqualTo("would have deleted 2 conntrack entries; healed by itself after 2.5 s (ended)");
        assertThat(bench.decisions)
                .allMatch(decision -> decision.attempt() == 0)
                .allMatch(decision -> decision.commandId().isEmpty());
    }

    @Test
    void whatNobodyApprovedHealedByItself() {
        var bench = new PlannerBench(config(Mode.APPROVE, 1000, 1000, Optional.empty()));
        var finding = open(1, "stalenat", "traps", 1, 1).mendedBy(Optional.of(sockets(1)));
        bench.finding(finding);
        assertThat(bench.reason()).isEqualTo("mode is approve; would destroy 1 socket");
        bench.ends(finding, 61, FindingState.EXPIRED);
        assertThat(bench.reason()).isEqualTo("healed by itself after 60.0 s (ended)");
    }

    @Test
    void anUncertainGhostFlowSaysWhatItAsksFor() {
        var bench = new PlannerBench(auto());
        bench.finding(open(1, "ghostflow", "traps", 1, 1).mendedBy(Optional.of(sockets(3))));
        assertThat(bench.reason()).isEqualTo("the proof is only likely; would destroy 3 sockets");
    }

    @Test
    void aFindingWithoutARemedySaysThatItWaitsForOne() {
        var bench = new PlannerBench(auto());
        var finding = open(1, "stalenat", "traps", 1, 1);
        bench.finding(finding.mendedBy(Optional.empty()));
        assertThat(bench.verdicts()).containsExactly(Verdict.WAIT);
        assertThat(bench.reason()).startsWith("no remedy yet");
        bench.finding(finding);
        assertThat(bench.commands).hasSize(1);
        bench.finding(finding.mendedBy(Optional.empty()));
        assertThat(bench.verdicts()).as("one on its way is awaited").endsWith(Verdict.COMMAND);
    }

    @Test
    void theBudgetThatIsUsedUpIsNamed() {
        assertThat(secondCommandOf(budgets(1, 9, 9)))
                .isEqualTo("budget of node node-a is used up: 1 commands a minute");
        assertThat(secondCommandOf(budgets(9, 1, 9)))
                .isEqualTo("budget of service default/traps is used up: 1 commands a minute");
        assertThat(secondCommandOf(budgets(9, 9, 1)))
                .isEqualTo("budget of the cluster is used up: 1 commands a minute");
    }

    private static String secondCommandOf(PlannerConfig config) {
        var bench = new PlannerBench(config);
        bench.finding(open(1, "stalenat", "traps", 1, 1));
        bench.finding(open(2, "stalenat", "traps", 2, 1));
        assertThat(bench.commands).hasSize(1);
        return bench.reason();
    }

    @Test
    void aWindowIsNamedWhileItIsClosed() {
        var day = new PlannerBench(config(Mode.AUTO, 1000, 1000, Optional.of(Window.read("13:00-18:00"))));
        day.finding(open(1, "stalenat", "traps", 1, 1));
        assertThat(day.reason()).isEqualTo("outside the window 13:00-18:00 UTC");
        day.finding(open(3600, "stalenat", "traps", 2, 1));
        assertThat(day.commands).hasSize(1);
        day.finding(open(6 * 3600, "stalenat", "traps", 3, 1));
        assertThat(day.verdicts()).as("its end is no longer in it").endsWith(Verdict.WAIT);
    }

    @Test
    void aPersonIsQuoted() {
        var bench = new PlannerBench(config(Mode.APPROVE, 1000, 1000, Optional.empty()));
        var finding = open(1, "stalenat", "traps", 1, 1);
        bench.finding(finding);
        bench.approval(finding.id(), false, 2, Optional.of("it is a test"));
        assertThat(bench.verdicts()).endsWith(Verdict.DENIED);
        assertThat(bench.reason()).isEqualTo("denied by ada: it is a test");
        bench.finding(finding.mendedBy(Optional.of(remedy(3, 1, 2))));
        assertThat(bench.commands).as("what was denied stays so").isEmpty();
        bench.ends(finding, 4, FindingState.EXPIRED);
        bench.approval(finding.id(), true, 5);
        assertThat(bench.verdicts()).endsWith(Verdict.NEVER);
        assertThat(bench.reason()).isEqualTo("approved by ada, but the finding has ended");
        var said = bench.decisions.size();
        bench.approval(finding.id(), true, 6);
        assertThat(bench.decisions).as("asked again").hasSize(said + 1);
    }

    @Test
    void aPersonIsAnsweredAlsoIfNothingFollows() {
        assertAnswered(
                new PlannerBench(config(Mode.OBSERVE, 1000, 1000, Optional.empty())),
                _ -> {},
                Verdict.WOULD_COMMAND,
                "mode is observe; would delete 1 conntrack entry");
        assertAnswered(
                new PlannerBench(auto()),
                bench -> bench.finding(entry().mendedBy(Optional.empty())),
                Verdict.WAIT,
                bench -> bench.commands.getFirst().id() + " is under way");
        assertAnswered(
                new PlannerBench(auto()), bench -> bench.clock(100), Verdict.NEVER, "not mended after 2 attempts");
        assertAnswered(
                new PlannerBench(auto()),
                bench -> bench.allMended(2),
                Verdict.NEVER,
                bench -> bench.commands.getFirst().id() + " was carried out, and nothing further is to be mended");
        assertAnswered(
                new PlannerBench(config(Mode.APPROVE, 1000, 1000, Optional.empty())),
                bench -> bench.finding(entry().mendedBy(Optional.empty())),
                Verdict.WAIT,
                "no remedy yet: somebody else may heal it, or there is only advice");
        assertAnswered(
                new PlannerBench(budgets(0, 9, 9)),
                _ -> {},
                Verdict.WAIT,
                "budget of node node-a is used up: 0 commands a minute");
    }

    private static Finding entry() {
        return open(1, "stalenat", "traps", 1, 1);
    }

    private static void assertAnswered(PlannerBench bench, Consumer<PlannerBench> before, Verdict verdict, String why) {
        assertAnswered(bench, before, verdict, _ -> why);
    }

    private static void assertAnswered(
            PlannerBench bench, Consumer<PlannerBench> before, Verdict verdict, Function<PlannerBench, String> why) {
        bench.finding(entry());
        before.accept(bench);
        var said = bench.decisions.size();
        bench.approval(entry().id(), true, 8.5);
        assertThat(bench.decisions).hasSize(said + 1);
        assertThat(bench.verdicts()).endsWith(verdict);
        assertThat(bench.reason()).isEqualTo("approved by ada, but " + why.apply(bench));
        bench.clock(8.9);
        assertThat(bench.decisions).as("said to nobody else").hasSize(said + 1);
    }

    @Test
    void whatAPersonApprovedThoughItHasToWaitIsCommandedOnceItMay() {
        var bench = new PlannerBench(budgets(1, 9, 9));
        bench.finding(open(1, "stalenat", "logs", 2, 1));
        bench.allMended(1.5);
        bench.finding(open(2, "stalenat", "traps", 1, 1));
        bench.approval(open(2, "stalenat", "traps", 1, 1).id(), true, 3);
        assertThat(bench.reason()).startsWith("approved by ada, but budget of node node-a is used up");
        bench.clock(61);
        assertThat(bench.commands).hasSize(2);
    }

    @Test
    void aCommandSaysWhatItDoesWhereAndFor() {
        var bench = new PlannerBench(auto());
        bench.finding(open(1, "stalenat", "traps", 1, 1));
        assertThat(bench.commands.getFirst().reason()).isEqualTo("delete 1 conntrack entry on node-a: summary");
        assertThat(bench.reason()).isEqualTo("delete 1 conntrack entry on node-a");
        assertThat(bench.lastStep().reason())
                .isEqualTo(bench.commands.getFirst().id() + " sent: delete 1 conntrack entry on node-a");
        assertThat(bench.published)
                .as("each step is published once")
                .extracting(finding -> finding.last().state())
                .containsExactly(FindingState.OPEN, FindingState.MENDING);
    }

    @Test
    void aFindingIsDecidedWhenItsTargetsWereLastSeen() {
        var bench = new PlannerBench(auto());
        bench.finding(open(1, "stalenat", "traps", 1, 1).mendedBy(Optional.of(remedy(1.5, 1, 1))));
        bench.finding(open(1, "stalenat", "logs", 2, 1).mendedBy(Optional.of(sockets(1))));
        bench.finding(open(1, "stalenat", "mail", 3, 1).mendedBy(Optional.of(remedy(0.5, 3, 1))));
        assertThat(bench.commands).extracting(Command::issuedAt).containsExactly(at(1.5), at(1.25), at(1));
    }

    private static Remedy sockets(int count) {
        var tuple = new Tuple("10.1.0.2", "10.244.0.9", 5000, 162);
        return new Remedy(
                6,
                Optional.empty(),
                new Remedy.Because.OwnerGone("10.244.0.9", "default/old", at(0), false),
                List.of(),
                LongStream.range(0, count)
                        .mapToObj(cookie -> new Remedy.SocketTarget(1, cookie, tuple, at(1.25), Optional.empty()))
                        .toList());
    }
}

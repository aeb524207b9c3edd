/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.FindingState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlannerProperties {

    @Provide
    Arbitrary<List<Integer>> lives() {
        return Arbitraries.integers().between(0, 8).list().ofMinSize(1).ofMaxSize(40);
    }

    /** Whatever comes in whichever order: commands are few, told apart, within their budget and never of the ended. */
    @Property(tries = 300)
    void oneFindingIsCommandedWithinItsBoundsWhateverHappens(@ForAll("lives") List<Integer> life) {
        var budget = 3;
        var bench = new PlannerBench(PlannerBench.config(Mode.AUTO, budget, 1000, Optional.empty()));
        var finding = PlannerBench.open(1, "stalenat", "traps", 1, 1);
        var now = 1.0;
        var ended = false;
        for (var step : life) {
            now += 2.5;
            var before = bench.commands.size();
            happen(bench, finding, step, now, ended);
            ended |= step == 1;
            assertThat(ended && bench.commands.size() > before).isFalse();
        }
        var ids = new HashSet<String>();
        assertThat(bench.commands).allMatch(command -> ids.add(command.id()));
        assertThat(bench.commands)
                .hasSizeLessThanOrEqualTo(2)
                .allMatch(command -> command.expiresAt().isAfter(command.issuedAt()));
        if (!bench.published.isEmpty()) {
            var steps = bench.published.getLast().transitions();
            assertThat(steps.subList(0, steps.size() - 1).stream()
                            .filter(each -> each.state().isEnd())
                            .filter(each ->
                                    each.state() == FindingState.RESOLVED || each.state() == FindingState.REFUSED))
                    .as("nothing follows what remediation ended")
                    .isEmpty();
        }
    }

    private static void happen(
            PlannerBench bench, io.flowmend.streams.detector.Finding finding, int step, double now, boolean ended) {
        var command = bench.commands.isEmpty() ? Optional.<Command>empty() : Optional.of(bench.commands.getLast());
        switch (step) {
            case 0 -> {
                if (!ended) {
                    bench.finding(finding);
                }
            }
            case 1 -> {
                if (!ended) {
                    bench.ends(finding, now, FindingState.HEALED_BY_OTHERS);
                }
            }
            case 2 -> command.ifPresent(last -> bench.result(last, Result.Outcome.MENDED, now));
            case 3 -> command.ifPresent(last -> bench.result(last, Result.Outcome.FAILED, now));
            case 4 -> command.ifPresent(last -> bench.result(last, Result.Outcome.REFUSED, now));
            case 5 -> bench.approval(finding.id(), true, now);
            case 6 -> command.ifPresent(last -> bench.result(last, Result.Outcome.STARTED, now));
            default -> bench.clock(now);
        }
    }
}

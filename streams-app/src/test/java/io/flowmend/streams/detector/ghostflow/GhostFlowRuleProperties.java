/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import io.flowmend.streams.ownership.Release;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The law: a finding opens, is updated while it is open, ends at most once; and no case outlives or forgets a flow. */
class GhostFlowRuleProperties {

    /** Something that can happen, a while after the last. */
    record Step(int what, int which, double after) {}

    @Provide
    Arbitrary<List<Step>> lives() {
        var after = Arbitraries.of(0.0, 0.05, 0.1, 0.5, 2.0, 5.0, 40.0);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.integers().between(1, 5),
                        after)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 300)
    void casesAndFindingsKeepStepWithTheirFlows(@ForAll("lives") List<Step> life) {
        var bench = new GhostBench();
        bench.endedAt(2);
        var now = 2.0;
        for (var step : life) {
            now += step.after();
            happen(bench, step, now);
            var inCases = new HashMap<String, Integer>();
            bench.flows().forEach(flow -> flow.group().ifPresent(name -> inCases.merge(name, 1, Integer::sum)));
            var counted = new HashMap<String, Integer>();
            bench.cases().forEach(of -> counted.put(of.id().text(), of.flows()));
            assertThat(counted).isEqualTo(inCases);
        }
        var open = new HashMap<String, Boolean>();
        for (var finding : bench.findings()) {
            assertThat(open).as("ended before").doesNotContainEntry(finding.id(), false);
            open.put(finding.id(), finding.last().state() == FindingState.OPEN);
            finding.remedy()
                    .ifPresent(
                            remedy -> assertThat(remedy.entries()).hasSizeLessThanOrEqualTo(GhostBench.RULE.targets()));
        }
        assertThat(open.values().stream().filter(each -> each).count())
                .isEqualTo(bench.cases().stream().filter(Case::isOpen).count());
    }

    private static void happen(GhostBench bench, Step step, double now) {
        switch (step.what()) {
            case 0 -> bench.sees(now, Kind.CREATED, step.which());
            case 1, 2, 3 -> bench.sees(now, Kind.REFRESHED, step.which());
            case 4 -> bench.sees(now, Kind.DESTROYED, step.which());
            case 5 -> bench.owns(now, "other-" + step.which(), "stranger-" + step.which());
            case 6 -> bench.backs(now, "default/traps", "stranger-" + step.which());
            case 7 -> bench.backsNoMore(now, "default/traps", "stranger-" + step.which());
            case 8 -> bench.known(false);
            case 9 -> {
                bench.known(true);
                bench.nodeKnownAgain(now);
            }
            case 10 -> {
                bench.owns(now, "gone-" + step.which(), "gone-" + step.which());
                bench.ends(now, "gone-" + step.which(), Release.FINISHED);
            }
            default -> bench.turn(now);
        }
    }
}

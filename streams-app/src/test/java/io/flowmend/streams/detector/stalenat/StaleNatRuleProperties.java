/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.stalenat.Sighting.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The law: whatever happens, a finding opens once, ends at most once, and only one is open per entry. */
class StaleNatRuleProperties {

    /** Something that can happen, a while after the last. */
    record Step(int what, double after) {}

    @Provide
    Arbitrary<List<Step>> lives() {
        var what = Arbitraries.integers().between(0, 8);
        var after = Arbitraries.of(0.0, 0.05, 0.1, 0.2, 2.0, 5.0, 40.0);
        return Combinators.combine(what, after)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void findingsOpenOnceAndEndOnce(@ForAll("lives") List<Step> life) {
        var bench = new RuleBench();
        var now = 0.0;
        for (var step : life) {
            now += step.after();
            happen(bench, step.what(), now);
        }
        var open = new HashMap<String, Boolean>();
        for (var finding : bench.findings()) {
            if (finding.last().state() == FindingState.OPEN
                    && finding.transitions().size() > 1) {
                assertThat(open).as("time to act").containsEntry(finding.id(), true);
                assertThat(finding.remedy()).isPresent();
            } else if (finding.last().state() == FindingState.OPEN) {
                assertThat(open).doesNotContainKey(finding.id());
                assertThat(open).doesNotContainValue(true);
                open.put(finding.id(), true);
            } else {
                assertThat(open).containsEntry(finding.id(), true);
                open.put(finding.id(), false);
            }
            assertThat(finding.transitions())
                    .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        }
        assertThat(Map.copyOf(open).values().stream().filter(each -> each).count())
                .isLessThanOrEqualTo(1);
    }

    private static void happen(RuleBench bench, int what, double now) {
        switch (what) {
            case 0 -> bench.sees(now, Kind.CREATED);
            case 1, 2 -> bench.sees(now, Kind.REFRESHED);
            case 3 -> bench.sees(now, Kind.DESTROYED);
            case 4 -> bench.ready(now);
            case 5 -> bench.gone(now);
            case 6 -> bench.known(false);
            case 7 -> bench.known(true);
            default -> bench.turn(now);
        }
    }
}

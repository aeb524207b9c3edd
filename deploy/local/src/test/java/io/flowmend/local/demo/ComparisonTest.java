/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Expected HEALED =
            new Expected("stalenat", "node-a", "flow", "cause", List.of("OPEN", "HEALED_BY_OTHERS"), "DRY_RUN");
    private static final Expected OPEN =
            new Expected("stalenat", "node-a", "flow", "cause", List.of("OPEN"), Expected.NOTHING);

    @Test
    void theSameFindingsInAnyOrderAreEqual() {
        assertThat(Comparison.of(List.of(HEALED, OPEN), List.of(OPEN, HEALED)).equal())
                .isTrue();
    }

    @Test
    void anotherLifeCycleIsMissingAndSurplus() {
        assertThat(Comparison.of(List.of(HEALED), List.of(OPEN)).lines())
                .containsExactly(
                        "expected and not found: stalenat on node-a: flow (cause) OPEN -> HEALED_BY_OTHERS, remedy DRY_RUN",
                        "found and not expected: stalenat on node-a: flow (cause) OPEN, remedy NOTHING");
    }

    @Test
    void aFindingThatComesTwiceIsOneTooMany() {
        assertThat(Comparison.of(List.of(OPEN), List.of(OPEN, OPEN)).surplus()).containsExactly(OPEN);
    }

    @Test
    void ourScenarioFitsTheContractAndExpectsSomething() {
        var scenario = DemoScenario.ours();
        assertThat(new io.flowmend.local.replay.ReplayPlan(scenario.recording(), 12, java.time.Duration.ofDays(1))
                        .plays())
                .hasSizeGreaterThan(scenario.recording().records().size());
        assertThat(scenario.expected()).hasSize(10);
    }
}

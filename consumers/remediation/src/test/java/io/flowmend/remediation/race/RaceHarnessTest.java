/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.remediation.step.Pipeline;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaceHarnessTest {

    private static final int RUNS = 2_000;
    private static final int SOME = 50;
    private static final long SEED = 20_261_121;

    @Test
    void noRaceHasAWrongEffect() {
        // Given
        var wrong = new ArrayList<String>();
        // When
        var summary = new RaceHarness().run(RUNS, SEED, run -> {
            if (!run.wrongs().isEmpty()) {
                wrong.add(run.json());
            }
        });
        // Then
        System.out.println("RACES: " + summary);
        assertThat(wrong).isEmpty();
        assertThat(summary.wrongRuns()).isZero();
        assertThat(summary.actingRuns())
                .as("races in which something was done: %s", summary)
                .isGreaterThan(RUNS / 5);
        assertThat(summary.outcomes().keySet()).contains("MENDED", "NOTHING_LEFT", "REFUSED", "INTERRUPTED");
    }

    @ParameterizedTest
    @CsvSource({
        "signature, NOT_NAMED",
        "address, NOT_NAMED",
        "expiry, AFTER_EXPIRY",
        "journal, TWICE",
        "announcement, NOT_ANNOUNCED",
        "off-switch, SWITCHED_OFF",
        "rule, RULE",
        "not-local, LOCAL_ADDRESS",
        "owner, OWNER",
        "leads-to-gone, LEADS_ELSEWHERE",
        "same-entry, NOT_NAMED",
        "still-broken, ENTRY_ANSWERED",
        "in-use, ENTRY_UNUSED",
        "same-socket, NOT_NAMED",
        "stuck, SOCKET_ALIVE"
    })
    void aStepThatIsLeftOutIsNoticed(String step, Wrong notice) {
        // Given
        var faulty = new RaceHarness(pipeline -> without(step, pipeline));
        // When
        var noticed = IntStream.range(0, RUNS / SOME)
                .filter(some -> faulty.run(SOME, SEED + (long) some * SOME, _ -> {})
                        .wrongs()
                        .containsKey(notice))
                .findFirst();
        // Then
        assertThat(noticed)
                .as("a wrong effect of kind %s without %s", notice, step)
                .isPresent();
    }

    @Test
    void theSameSeedIsTheSameRace() {
        assertThat(told(SEED)).isEqualTo(told(SEED)).isNotEqualTo(told(SEED + 1_000));
    }

    @Test
    void everyChangeStrikesSomewhere() {
        // When
        var happened = LongStream.range(0, 500)
                .boxed()
                .flatMap(seed -> Scenario.of(seed).plans().stream())
                .map(Scenario.Plan::change)
                .collect(Collectors.toSet());
        // Then
        assertThat(happened).isEqualTo(Set.of(Change.values()));
    }

    private static String told(long seed) {
        var told = new StringBuilder();
        new RaceHarness().run(50, seed, run -> told.append(run.json()).append('\n'));
        return told.toString();
    }

    private static Pipeline without(String name, Pipeline pipeline) {
        var rest = pipeline.steps().stream()
                .filter(step -> !step.name().equals(name))
                .toList();
        assertThat(rest)
                .as("the pipeline has a step %s", name)
                .hasSizeLessThan(pipeline.steps().size());
        return new Pipeline(rest);
    }
}

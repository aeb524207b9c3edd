/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.remediation.step.Pipeline;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Races between commands and a world that changes under them, above the real pipeline, codec, signatures and journal. Race i of a run
 * has the seed {@code seed + i}; the same seed is the same race, apart from the keys, which are made anew.
 *
 * <p>What it cannot show: a change between the executor's last reading and its act, however short. It counts those as narrow, and
 * demands that no act rests on anything that was untrue for longer than a reading may be old.
 */
public final class RaceHarness {

    private final UnaryOperator<Pipeline> change;

    /** Races of the pipeline as it is. */
    public RaceHarness() {
        this(UnaryOperator.identity());
    }

    /** Races of a pipeline with something wrong in it, to see that it is noticed. */
    RaceHarness(UnaryOperator<Pipeline> change) {
        this.change = change;
    }

    /**
     * Runs races.
     *
     * @param runs how many
     * @param seed of the first
     * @param reporter is told each as it ends
     */
    public RaceSummary run(int runs, long seed, Consumer<RaceRun> reporter) {
        var commands = new Commands();
        var summary = RaceSummary.none();
        for (var i = 0; i < runs; i++) {
            var run = new Race(seed + i, commands, change).run();
            reporter.accept(run);
            summary = summary.plus(run);
        }
        return summary;
    }
}

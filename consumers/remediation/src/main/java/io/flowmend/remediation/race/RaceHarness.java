/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.remediation.step.Pipeline;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Races between commands and a world that changes under them, above the real pipeline, codec, signatures and journal. Race i of a run
 * has the seed {@code seed + i}; the same seed is the same race, apart from the keys, which are made anew.
 *
 * <p>What it cannot show: a change between the executor's last reading and its act, however short. It counts those as narrow, and
 * demands that no act rests on anything that was untrue for longer than a reading may be old.
 */
public final class RaceHarness {

    /** Races that are run side by side; what is kept of them until they are told. */
    private static final int BATCH = 200;

    private final UnaryOperator<Pipeline> change;
    private final Commands commands = new Commands();

    /** Races of the pipeline as it is. */
    public RaceHarness() {
        this(UnaryOperator.identity());
    }

    /** Races of a pipeline with something wrong in it, to see that it is noticed. */
    RaceHarness(UnaryOperator<Pipeline> change) {
        this.change = change;
    }

    /**
     * Runs races, on all processors: most of their time is spent on signatures, and no race knows of another.
     *
     * @param runs how many
     * @param seed of the first
     * @param reporter is told each, in the order of their seeds, on the thread of the caller
     */
    public RaceSummary run(int runs, long seed, Consumer<RaceRun> reporter) {
        var summary = RaceSummary.none();
        for (var from = 0; from < runs; from += BATCH) {
            for (var run : batch(seed + from, seed + Math.min(runs, from + BATCH))) {
                reporter.accept(run);
                summary = summary.plus(run);
            }
        }
        return summary;
    }

    private List<RaceRun> batch(long seed, long end) {
        return LongStream.range(seed, end)
                .parallel()
                .mapToObj(each -> new Race(each, commands, change).run())
                .toList();
    }
}

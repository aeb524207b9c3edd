/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClusterSimulationTest {

    private static final String AGAIN =
            "./mvnw -pl streams-app -am verify -Dtest=ClusterSimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dsimulation.seed=";

    @Test
    void whatIsFoundIsWhatHappenedForEverySeed() {
        var one = Long.getLong("simulation.seed");
        var seeds = one == null ? LongStream.range(0, Long.getLong("flowmend.seeds", 50)) : LongStream.of(one);
        assertThat(seeds.parallel()
                        .mapToObj(seed -> verify(new ClusterSimulation(), seed))
                        .filter(wrong -> !wrong.isEmpty()))
                .isEmpty();
    }

    private static String verify(LongFunction<String> simulation, long seed) {
        String wrong;
        try {
            wrong = simulation.apply(seed);
        } catch (AssertionError | RuntimeException thrown) {
            wrong = thrown.toString();
        }
        return wrong.isEmpty() ? "" : "seed " + seed + " (" + AGAIN + seed + "):\n  " + wrong + "\n";
    }
}

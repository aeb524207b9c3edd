/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.order.sim.Simulation;
import java.util.ArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@code -Dsimulator.seed=N} runs one seed, {@code -Dsimulator.seeds=N} that many. */
class PipelineSimulatorTest {

    @Test
    void whatTheCoreSaysIsWhatTheOracleSaysForEverySeed() {
        var failures = new ArrayList<String>();
        var one = Long.getLong("simulator.seed");
        var seeds = one == null ? LongStream.range(0, Long.getLong("simulator.seeds", 200)) : LongStream.of(one);
        seeds.forEach(seed -> {
            var wrong = verify(seed);
            if (!wrong.isEmpty()) {
                failures.add("seed " + seed + ": " + wrong);
            }
        });
        assertThat(failures).isEmpty();
    }

    private static String verify(long seed) {
        try {
            return new Simulation().apply(seed);
        } catch (AssertionError | RuntimeException thrown) {
            thrown.printStackTrace();
            return thrown.toString();
        }
    }
}

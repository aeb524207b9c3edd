/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.order.sim.Simulation;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@code -Dsimulator.seed=N} runs one seed, {@code -Dsimulator.seeds=N} that many. */
class PipelineSimulatorTest {

    @Test
    void whatTheCoreSaysIsWhatTheOracleSaysForEverySeed() {
        var one = Long.getLong("simulator.seed");
        if (one != null) {
            assertThat(new Simulation().apply(one)).isEmpty();
            return;
        }
        assertThat(LongStream.range(0, Long.getLong("simulator.seeds", 200))
                        .mapToObj(PipelineSimulatorTest::verify)
                        .filter(wrong -> !wrong.isEmpty()))
                .isEmpty();
    }

    private static String verify(long seed) {
        try {
            var wrong = new Simulation().apply(seed);
            return wrong.isEmpty() ? "" : "seed " + seed + ": " + wrong;
        } catch (AssertionError | RuntimeException thrown) {
            return "seed " + seed + ": " + thrown;
        }
    }
}

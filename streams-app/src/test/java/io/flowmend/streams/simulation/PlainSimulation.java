/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import java.util.Map;
import java.util.function.LongFunction;

/** One seed: whether what is found is what happened, and nothing else; enough to see a wrong rule. */
public final class PlainSimulation implements LongFunction<String> {

    private final ClusterSimulation simulation;

    public PlainSimulation() {
        this(Map.of());
    }

    /** @param settings beside the defaults */
    PlainSimulation(Map<String, String> settings) {
        this.simulation = new ClusterSimulation(settings);
    }

    /** @return what is wrong, by rule; empty if nothing is */
    @Override
    public String apply(long seed) {
        return Breach.text(simulation.found(seed));
    }
}

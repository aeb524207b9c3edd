/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import java.util.List;
import java.util.Map;

/**
 * A node and the agent on it.
 *
 * @param outages when the agent did not run
 */
record Agent(String node, boolean windows, List<String> sources, Map<String, String> versions, List<Span> outages) {

    /** From, inclusive, to until, exclusive; seconds since the world began. */
    record Span(double from, double until) {
        boolean contains(double second) {
            return from <= second && second < until;
        }
    }

    /** What tells of the service proxy, on each node that has one. */
    static final String PROXY = "proxy";

    boolean runs(double second) {
        return outages.stream().noneMatch(outage -> outage.contains(second));
    }

    /** How often the agent had been started by then. */
    int life(double second) {
        return 1
                + (int) outages.stream()
                        .filter(outage -> outage.until() <= second)
                        .count();
    }

    double startedAt(int life) {
        return life == 1 ? 0 : outages.get(life - 2).until();
    }
}

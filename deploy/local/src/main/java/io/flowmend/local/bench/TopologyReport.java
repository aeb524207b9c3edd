/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Records per second of both, and what they were measured with.
 *
 * @param records read in each round
 * @param load average of the machine before each pair of rounds and after the last
 */
public record TopologyReport(long records, String settings, Series topology, Series passThrough, List<Double> load) {

    /** Above it other programs took part of the two cores that a laptop run needs. */
    private static final double QUIET = 3;

    public TopologyReport {
        load = List.copyOf(load);
    }

    public double ratio() {
        return topology.median() / passThrough.median();
    }

    /** Nothing but the benchmark itself was running, as far as the load average shows. */
    public boolean quiet() {
        return load.stream().allMatch(value -> value <= QUIET);
    }

    public List<String> lines() {
        return List.of(
                "each round " + records + " records; " + settings,
                line("topology", topology),
                line("pass-through", passThrough),
                String.format(
                        Locale.ROOT,
                        "ratio of the medians %.2f; load average before and after the rounds %s%s",
                        ratio(),
                        load,
                        quiet() ? "" : " (other programs disturbed: measure again)"));
    }

    public String json() {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("bench", "topology").put("recordsPerRound", records).put("settings", settings);
        put(node.putObject("topology"), topology);
        put(node.putObject("passThrough"), passThrough);
        node.put("ratio", ratio());
        load.forEach(node.putArray("load")::add);
        return node.toString();
    }

    private static void put(ObjectNode node, Series rates) {
        node.put("median", rates.median()).put("least", rates.least()).put("most", rates.most());
        rates.values().forEach(node.putArray("recordsPerSecond")::add);
    }

    private static String line(String name, Series rates) {
        return String.format(
                Locale.ROOT,
                "%-13s %,10.0f records/s (median of %d; least %,.0f, most %,.0f)",
                name,
                rates.median(),
                rates.values().size(),
                rates.least(),
                rates.most());
    }
}

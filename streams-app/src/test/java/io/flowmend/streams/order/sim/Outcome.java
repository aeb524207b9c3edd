/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came of a world.
 *
 * @param logs of the rule, per lane and subject
 * @param late facts that were not released, though all that they waited for has come
 */
record Outcome(NavigableMap<String, List<String>> logs, NavigableSet<String> released, NavigableSet<String> late) {

    static Outcome empty() {
        return new Outcome(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    }

    static String id(Fact fact) {
        return fact.node() + "/" + fact.bootId() + "#" + fact.sequence();
    }

    void log(String lane, String subject, String text) {
        logs.computeIfAbsent(lane + " " + subject, name -> new ArrayList<>()).add(text);
    }

    /** @return the first difference in words, empty if there is none */
    String differsFrom(Outcome expected) {
        if (!released.equals(expected.released)) {
            return "released, not expected: " + minus(released, expected.released) + "; missing: "
                    + minus(expected.released, released);
        }
        if (!late.equals(expected.late)) {
            return "late, not expected: " + minus(late, expected.late) + "; missing: " + minus(expected.late, late);
        }
        var names = new TreeSet<>(logs.keySet());
        names.addAll(expected.logs.keySet());
        for (var name : names) {
            var here = logs.getOrDefault(name, List.of());
            var there = expected.logs.getOrDefault(name, List.of());
            for (var line = 0; line < Math.max(here.size(), there.size()); line++) {
                if (!line(here, line).equals(line(there, line))) {
                    return name + " line " + line + ": '" + line(here, line) + "', expected '" + line(there, line)
                            + "'";
                }
            }
        }
        return "";
    }

    private static String line(List<String> lines, int number) {
        return number < lines.size() ? lines.get(number) : "nothing";
    }

    private static NavigableSet<String> minus(NavigableSet<String> all, NavigableSet<String> other) {
        var left = new TreeSet<>(all);
        left.removeAll(other);
        return left;
    }
}

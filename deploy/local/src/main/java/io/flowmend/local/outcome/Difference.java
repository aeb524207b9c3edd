/* Licensed under Apache-2.0. */
package io.flowmend.local.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Two outcomes of the same recording, the second under other settings. */
public record Difference(List<Change> changes) {

    public Difference {
        changes = List.copyOf(changes);
    }

    /** @param sign - for what only the first had, + for what only the second has */
    public record Change(char sign, ObjectNode line) {

        /** The object with {@code diff} in front. */
        public ObjectNode json() {
            var node = line.objectNode();
            node.put("diff", String.valueOf(sign));
            node.setAll(line);
            return node;
        }
    }

    /** In the order of the lines; what both have is left out. */
    public static Difference of(Outcome before, Outcome after) {
        var changes = new ArrayList<Change>();
        before.lines().stream()
                .filter(line -> !after.lines().contains(line))
                .forEach(line -> changes.add(new Change('-', line)));
        after.lines().stream()
                .filter(line -> !before.lines().contains(line))
                .forEach(line -> changes.add(new Change('+', line)));
        return new Difference(changes);
    }
}

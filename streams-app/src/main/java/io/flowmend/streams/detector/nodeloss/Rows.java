/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The connections that one client was seen to have, the last one of each node, also after their end: a node that ever
 * had one saw the client's SYN.
 */
public record Rows(Map<String, Heard.Connection> byNode) {

    public static final Rows EMPTY = new Rows(Map.of());

    public Rows {
        byNode = Map.copyOf(byNode);
    }

    public boolean isEmpty() {
        return byNode.isEmpty();
    }

    Rows with(String node, Heard.Connection connection) {
        var next = new TreeMap<>(byNode);
        next.put(node, connection);
        return new Rows(next);
    }

    /** Without what was seen last so long ago that it says nothing any more. */
    Rows after(Instant now, Duration memory) {
        var next = new TreeMap<>(byNode);
        next.values().removeIf(row -> !now.isBefore(end(row, memory)));
        return new Rows(next);
    }

    /** When the next one is forgotten. */
    Optional<Instant> nextEnd(Duration memory) {
        return byNode.values().stream().map(row -> end(row, memory)).min(Instant::compareTo);
    }

    /** The node that was seen to carry the connection last. */
    Optional<Map.Entry<String, Heard.Connection>> last() {
        return byNode.entrySet().stream()
                .max(Map.Entry.<String, Heard.Connection>comparingByValue((one, other) ->
                                one.record().time().compareTo(other.record().time()))
                        .thenComparing(Map.Entry.comparingByKey()));
    }

    private static Instant end(Heard.Connection row, Duration memory) {
        return row.record().time().plus(memory);
    }
}

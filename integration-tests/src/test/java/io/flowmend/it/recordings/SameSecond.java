/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import io.flowmend.it.recordings.PodEvents.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A recording with a clock of one second does not say in which order the events of a second came. */
final class SameSecond {

    /** The events in every order that their times allow, a pod being made first and deleted last. */
    static List<List<Event>> orders(List<Event> events) {
        Map<Instant, Map<Integer, List<Event>>> groups = new TreeMap<>();
        for (var event : events) {
            groups.computeIfAbsent(event.at(), _ -> new TreeMap<>())
                    .computeIfAbsent(event.rank(), _ -> new ArrayList<>())
                    .add(event);
        }
        List<List<Event>> orders = List.of(List.of());
        for (var second : groups.values()) {
            for (var equal : second.values()) {
                orders = product(orders, permutations(equal));
            }
        }
        return orders;
    }

    private static List<List<Event>> product(List<List<Event>> heads, List<List<Event>> tails) {
        var product = new ArrayList<List<Event>>();
        for (var head : heads) {
            for (var tail : tails) {
                var both = new ArrayList<>(head);
                both.addAll(tail);
                product.add(both);
            }
        }
        return product;
    }

    private static List<List<Event>> permutations(List<Event> events) {
        if (events.size() < 2) {
            return List.of(events);
        }
        var permutations = new ArrayList<List<Event>>();
        for (var first : events) {
            var rest = new ArrayList<>(events);
            rest.remove(first);
            permutations.addAll(product(List.of(List.of(first)), permutations(rest)));
        }
        return permutations;
    }

    private SameSecond() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The entries of one client towards one service address on one node: one per conntrack zone, because a network plugin
 * may translate in a zone of its own and leave an untranslated twin in the default one.
 */
public record StaleNatState(Map<Integer, Entry> entries) {

    public static final StaleNatState EMPTY = new StaleNatState(Map.of());

    public StaleNatState {
        entries = Map.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    Optional<Entry> in(int zone) {
        return Optional.ofNullable(entries.get(zone));
    }

    StaleNatState with(Entry entry) {
        var next = new TreeMap<>(entries);
        next.put(entry.zone(), entry);
        return new StaleNatState(next);
    }

    StaleNatState without(int zone) {
        var next = new TreeMap<>(entries);
        next.remove(zone);
        return new StaleNatState(next);
    }

    boolean hasTranslatedTwin(Entry of) {
        return entries.values().stream().anyMatch(other -> other.zone() != of.zone() && !other.unNatted());
    }
}

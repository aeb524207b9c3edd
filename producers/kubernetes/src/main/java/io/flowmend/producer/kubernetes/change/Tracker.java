/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last published state of every object of one type, and what to publish next. Not thread-safe: its watch owns it.
 *
 * <p>What it answers counts as published: its owner sends it all, or ends.
 */
public final class Tracker<F extends Facts> {

    private final Map<String, Observed<F>> published = new HashMap<>();

    /** Final states whose tombstone the last life may not have written any more. */
    private final Map<String, Observed<F>> finals = new TreeMap<>();

    /** What the topic holds, read back before the first list. */
    public void restore(Observed<F> state, boolean deleted) {
        var path = state.facts().path();
        forget(path);
        (deleted ? finals : published).put(path, state);
    }

    /** The topic holds a tombstone. */
    public void forget(String path) {
        published.remove(path);
        finals.remove(path);
    }

    public int size() {
        return published.size();
    }

    /** The whole state. What is published and not in it is gone. */
    public List<Publication> listed(Collection<Observed<F>> all, Instant at) {
        var publications = new ArrayList<Publication>();
        finals.keySet().forEach(path -> publications.add(new Publication.Tombstone(path, at)));
        finals.clear();
        var gone = new TreeMap<>(published);
        all.forEach(present -> gone.remove(present.facts().path()));
        gone.forEach((path, last) -> publications.addAll(end(path, last, List.of(), at, true)));
        all.forEach(present -> publications.addAll(state(present, at, true)));
        return publications;
    }

    /** The watch brought a new or changed object. */
    public List<Publication> changed(Observed<F> now, Instant at) {
        return state(now, at, false);
    }

    /** The watch brought a deletion with the final state. An object never published has nothing to end. */
    public List<Publication> deleted(Observed<F> last, Instant at) {
        var path = last.facts().path();
        var before = published.get(path);
        if (before == null) {
            return List.of();
        }
        return end(path, last, Parts.differing(before.facts(), last.facts()), at, false);
    }

    private List<Publication> state(Observed<F> now, Instant at, boolean relisted) {
        var path = now.facts().path();
        var before = published.get(path);
        var publications = new ArrayList<Publication>();
        if (before != null && !sameLife(before, now)) {
            // The key has no uid (slices, nodes): the former object ended unseen between two lists.
            publications.addAll(end(path, before, List.of(), at, relisted));
            before = null;
        }
        var changed = changed(before, now);
        published.put(path, now);
        if (!changed.isEmpty()) {
            publications.add(new Publication.State(now.facts(), now.resourceVersion(), at, changed, false, relisted));
        }
        return publications;
    }

    private List<Publication> end(String path, Observed<F> last, List<String> changed, Instant at, boolean relisted) {
        published.remove(path);
        return List.of(
                new Publication.State(last.facts(), last.resourceVersion(), at, changed, true, relisted),
                new Publication.Tombstone(path, at));
    }

    private List<String> changed(@Nullable Observed<F> before, Observed<F> now) {
        return before == null ? Parts.all(now.facts()) : Parts.differing(before.facts(), now.facts());
    }

    private boolean sameLife(Observed<F> before, Observed<F> now) {
        return before.facts().identity().equals(now.facts().identity());
    }
}

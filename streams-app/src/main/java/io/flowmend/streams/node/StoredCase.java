/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stored form of what a rule keeps of one pod, address or node. Rules keep types of their own and turn them into it.
 *
 * @param marks records that mattered, by what they showed
 */
public record StoredCase(
        Optional<PodSeen> pod, Map<String, RecordRef> marks, Map<String, String> words, Optional<Finding> finding) {

    public static final StoredCase EMPTY = new StoredCase(Optional.empty(), Map.of(), Map.of(), Optional.empty());

    public StoredCase {
        marks = Map.copyOf(marks);
        words = Map.copyOf(words);
    }

    public Optional<RecordRef> mark(String name) {
        return Optional.ofNullable(marks.get(name));
    }

    /** When what the mark shows happened. */
    public Optional<Instant> at(String name) {
        return mark(name).map(RecordRef::time);
    }

    public Optional<String> word(String name) {
        return Optional.ofNullable(words.get(name));
    }

    public StoredCase pod(PodSeen next) {
        return new StoredCase(Optional.of(next), marks, words, finding);
    }

    public StoredCase mark(String name, RecordRef record) {
        var next = new HashMap<>(marks);
        next.put(name, record);
        return new StoredCase(pod, next, words, finding);
    }

    /** The mark, unless there is one: the first counts. */
    public StoredCase markFirst(String name, RecordRef record) {
        return marks.containsKey(name) ? this : mark(name, record);
    }

    public StoredCase word(String name, String text) {
        var next = new HashMap<>(words);
        next.put(name, text);
        return new StoredCase(pod, marks, next, finding);
    }

    public StoredCase finding(Finding next) {
        return new StoredCase(pod, marks, words, Optional.of(next));
    }
}

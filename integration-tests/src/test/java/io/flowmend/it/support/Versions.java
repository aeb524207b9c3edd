/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.read.TopicReader;
import io.flowmend.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The findings topic as bytes: per key the values in order, in hexadecimal so that a difference can be read. The schema id in
 * the first five bytes is part of them.
 */
public record Versions(Map<String, List<String>> byKey) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** One version too many must have time to show. */
    private static final Duration QUIET = Duration.ofMillis(1500);

    /** Everything committed once at least so many are there and nothing more comes. */
    public static Versions await(KafkaSettings kafka, int atLeast) {
        var seen = new TreeMap<String, List<String>>();
        try (var reader = new TopicReader(kafka, kafka.topic(Topics.FINDINGS))) {
            Waiting.until(atLeast + " versions of findings", PATIENCE, () -> {
                take(reader, seen);
                return count(seen) >= atLeast;
            });
            Waiting.holdsWithin(QUIET, () -> {
                take(reader, seen);
                return false;
            });
        }
        return new Versions(seen);
    }

    public int count() {
        return count(byKey);
    }

    private static void take(TopicReader reader, Map<String, List<String>> seen) {
        reader.more(record -> seen.computeIfAbsent(record.key(), key -> new ArrayList<>())
                .add(HexFormat.of().formatHex(record.value())));
    }

    private static int count(Map<String, List<String>> versions) {
        return versions.values().stream().mapToInt(List::size).sum();
    }
}

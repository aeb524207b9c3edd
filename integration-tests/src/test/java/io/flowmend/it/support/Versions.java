/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.read.TopicReader;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Topics as bytes: per topic and key the values in order, in hexadecimal so that a difference can be read. The schema id in
 * the first five bytes is part of them.
 *
 * @param byKey under {@code topic key}
 */
public record Versions(Map<String, List<String>> byKey) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** One version too many must have time to show. */
    private static final Duration QUIET = Duration.ofMillis(1500);

    /** All findings that are committed once at least so many versions are there and nothing more comes. */
    public static Versions await(KafkaSettings kafka, int atLeast) {
        return await(kafka, List.of(Topics.FINDINGS), atLeast);
    }

    /** The same of several topics together. */
    public static Versions await(KafkaSettings kafka, List<Topic> topics, int atLeast) {
        var seen = new TreeMap<String, List<String>>();
        var readers = new ArrayList<TopicReader>();
        try {
            topics.forEach(topic -> readers.add(new TopicReader(kafka, kafka.topic(topic))));
            Waiting.until(
                    atLeast + " versions in "
                            + topics.stream().map(Topic::suffix).toList(),
                    PATIENCE,
                    () -> {
                        readers.forEach(reader -> take(reader, seen));
                        return count(seen) >= atLeast;
                    });
            Waiting.holdsWithin(QUIET, () -> {
                readers.forEach(reader -> take(reader, seen));
                return false;
            });
        } finally {
            readers.forEach(TopicReader::close);
        }
        return new Versions(seen);
    }

    public int count() {
        return count(byKey);
    }

    /** The same, with what one topic holds under a key in an order of its own, not in that in which it came. */
    public Versions sorted(KafkaSettings kafka, Topic topic) {
        var all = new TreeMap<>(byKey);
        all.replaceAll((key, values) -> key.startsWith(kafka.topic(topic) + " ")
                ? values.stream().sorted().toList()
                : values);
        return new Versions(all);
    }

    private static void take(TopicReader reader, Map<String, List<String>> seen) {
        reader.more(record -> seen.computeIfAbsent(record.topic() + " " + record.key(), key -> new ArrayList<>())
                .add(HexFormat.of().formatHex(record.value())));
    }

    private static int count(Map<String, List<String>> versions) {
        return versions.values().stream().mapToInt(List::size).sum();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.local.replay.PlainJson;
import io.flowmend.local.replay.RecordedRecord;
import io.flowmend.local.replay.Recording;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The records of a scenario in the order in which they were written, one partition a topic. */
final class Tape {

    private final List<RecordedRecord> records = new ArrayList<>();
    private final Map<Topic, Long> offsets = new HashMap<>();

    /** @param value with the times as {@link PlainJson} writes them; what is left out takes the schema's default */
    void write(Topic topic, String key, ObjectNode value, Instant at) {
        records.add(new RecordedRecord(
                topic.suffix(), 0, offset(topic), at, key, Map.of(), PlainJson.read(topic.value(), value)));
    }

    void tombstone(Topic topic, String key, Instant at) {
        records.add(new RecordedRecord(topic.suffix(), 0, offset(topic), at, key, Map.of(), null));
    }

    Recording recording() {
        return new Recording(
                Topics.all().stream()
                        .filter(topic -> topic.role() == Topic.Role.INPUT)
                        .collect(Collectors.toMap(Topic::suffix, topic -> 1)),
                records);
    }

    private long offset(Topic topic) {
        return offsets.merge(topic, 1L, Long::sum) - 1;
    }
}

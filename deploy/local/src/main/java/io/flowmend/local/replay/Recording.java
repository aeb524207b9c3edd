/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.schemas.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of input topics, JSON lines. The first line names the partitions of each topic, because a watermark is only
 * known when every partition has it, also one that never held anything else. Empty lines and lines that begin with # are
 * for people.
 *
 * @param partitions of each topic, by its name in the catalogue
 */
public record Recording(Map<String, Integer> partitions, List<RecordedRecord> records) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public Recording {
        partitions = Map.copyOf(partitions);
        records = List.copyOf(records);
    }

    /** @throws IllegalArgumentException that names the line that cannot be read */
    public static Recording read(BufferedReader reader) throws IOException {
        var partitions = new LinkedHashMap<String, Integer>();
        var records = new ArrayList<RecordedRecord>();
        var number = 0;
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                var node = MAPPER.readTree(line);
                if (node.has("partitions")) {
                    node.get("partitions")
                            .properties()
                            .forEach(topic -> partitions.put(
                                    topic.getKey(), topic.getValue().asInt()));
                } else {
                    records.add(record(node));
                }
            } catch (JsonProcessingException | RuntimeException unreadable) {
                throw new IllegalArgumentException("line " + number + ": " + unreadable.getMessage(), unreadable);
            }
        }
        return new Recording(partitions, records);
    }

    /**
     * What came from then on, and before it, of compacted topics, the last of each key: the state then.
     *
     * @param then by the record timestamps
     */
    public Recording since(Instant then) {
        var state = new LinkedHashMap<List<Object>, RecordedRecord>();
        var after = new ArrayList<RecordedRecord>();
        for (var record : records) {
            if (!record.timestamp().isBefore(then)) {
                after.add(record);
            } else if (ReplayPlan.topic(record.topic()).cleanup() == Topic.Cleanup.COMPACT) {
                state.put(Arrays.asList(record.topic(), record.partition(), record.key()), record);
            }
        }
        return new Recording(
                partitions,
                Stream.concat(state.values().stream().filter(record -> record.value() != null), after.stream())
                        .sorted(Comparator.comparing(RecordedRecord::topic)
                                .thenComparingInt(RecordedRecord::partition)
                                .thenComparingLong(RecordedRecord::offset))
                        .toList());
    }

    public void write(Writer writer) throws IOException {
        var first = JsonNodeFactory.instance.objectNode();
        first.set("partitions", MAPPER.valueToTree(new TreeMap<>(partitions)));
        writer.write(first + "\n");
        for (var record : records) {
            writer.write(line(record) + "\n");
        }
    }

    private static ObjectNode line(RecordedRecord record) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("topic", record.topic());
        node.put("partition", record.partition());
        node.put("offset", record.offset());
        node.put("timestamp", record.timestamp().toString());
        node.put("key", record.key());
        if (!record.headers().isEmpty()) {
            node.set("headers", MAPPER.valueToTree(new TreeMap<>(record.headers())));
        }
        node.set("value", record.value() == null ? null : PlainJson.write(record.value()));
        return node;
    }

    private static RecordedRecord record(JsonNode node) {
        var headers = new LinkedHashMap<String, String>();
        node.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new RecordedRecord(
                present(node, "topic").asText(),
                present(node, "partition").intValue(),
                present(node, "offset").longValue(),
                Instant.parse(present(node, "timestamp").asText()),
                nullable(node, "key") == null ? null : present(node, "key").asText(),
                headers,
                value(node));
    }

    private static @Nullable GenericRecord value(JsonNode node) {
        var value = nullable(node, "value");
        return value == null
                ? null
                : PlainJson.read(
                        ReplayPlan.topic(present(node, "topic").asText()).value(), value);
    }

    private static JsonNode present(JsonNode node, String field) {
        var value = nullable(node, field);
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    private static @Nullable JsonNode nullable(JsonNode node, String field) {
        var value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of {@code index.json}; whatever is asked of it and is not there is an {@link IllegalArgumentException} that says where.
 *
 * @param where the part, as a path of fields after the file's name
 */
record IndexNode(String where, JsonNode node) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static IndexNode read(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        try {
            return new IndexNode(name, MAPPER.readTree(file.toFile()));
        } catch (JsonProcessingException broken) {
            var at = broken.getLocation();
            throw new IllegalArgumentException(
                    name + " is not JSON" + (at == null ? "" : " from line " + at.getLineNr() + " on"), broken);
        }
    }

    boolean has(String field) {
        return node.has(field);
    }

    String text(String field) {
        var value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw wrong(field, value, "a text");
        }
        return value.asText();
    }

    int count(String field) {
        var value = node.get(field);
        if (value == null || !value.canConvertToInt() || value.asInt() < 0) {
            throw wrong(field, value, "a number of 0 or more");
        }
        return value.asInt();
    }

    Instant time(String field) {
        try {
            return Instant.parse(text(field));
        } catch (DateTimeException unreadable) {
            throw wrong(field, node.get(field), "a time like 2026-01-01T00:00:00Z");
        }
    }

    Map<String, IndexNode> object(String field) {
        var value = node.get(field);
        if (value == null || !value.isObject()) {
            throw wrong(field, value, "an object");
        }
        return value.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new IndexNode(where + " " + field + " " + entry.getKey(), entry.getValue())));
    }

    List<IndexNode> array(String field) {
        var value = node.get(field);
        if (value == null || !value.isArray()) {
            throw wrong(field, value, "an array");
        }
        return IntStream.range(0, value.size())
                .mapToObj(number -> new IndexNode(where + " " + field + " " + number, value.get(number)))
                .toList();
    }

    IllegalArgumentException wrong(String field, @Nullable JsonNode value, String allowed) {
        return new IllegalArgumentException(
                where + ": " + field + (value == null ? " is missing" : " is " + value) + "; allowed: " + allowed);
    }
}

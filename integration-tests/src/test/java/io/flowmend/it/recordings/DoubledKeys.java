/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Items of openshift/origin's monitor. In each the keys {@code locator} and {@code message} stand twice, first as the text
 * of older readers, then as the object of newer ones. Neither is dropped unseen: they must be exactly these two and say
 * the same. Any other key that stands twice is an error.
 */
final class DoubledKeys {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private static final Set<String> DOUBLED = Set.of("locator", "message");

    /** An item, with the objects. */
    record Item(JsonNode locator, JsonNode message, Instant from, Instant to) {

        String reason() {
            return message.path("reason").asText();
        }
    }

    static List<Item> items(Path file) throws IOException {
        try (var parser = JSON.createParser(file.toFile())) {
            var items = new ArrayList<Item>();
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_OBJECT
                        && parser.getParsingContext().getParent().inArray()) {
                    Map<String, List<JsonNode>> fields = new TreeMap<>();
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        var name = parser.currentName();
                        parser.nextToken();
                        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(parser.readValueAs(JsonNode.class));
                    }
                    items.add(one(fields));
                }
            }
            return items;
        }
    }

    private static Item one(Map<String, List<JsonNode>> fields) {
        fields.forEach((name, values) -> require(
                values.size() == (DOUBLED.contains(name) ? 2 : 1), name + " stands " + values.size() + " times"));
        var item = new Item(
                object(fields, "locator"),
                object(fields, "message"),
                Instant.parse(all(fields, "from").getFirst().asText()),
                Instant.parse(all(fields, "to").getFirst().asText()));
        var locator = all(fields, "locator").getFirst().asText();
        for (var uid : item.locator().path("keys").findValuesAsText("uid")) {
            require(locator.contains("uid/" + uid), locator + " is of another pod than " + uid);
        }
        var message = all(fields, "message").getFirst().asText() + " ";
        require(
                message.contains("reason/" + item.reason() + " "),
                message + "is of another reason than " + item.reason());
        return item;
    }

    private static JsonNode object(Map<String, List<JsonNode>> fields, String name) {
        var both = all(fields, name);
        require(both.getFirst().isTextual() && both.getLast().isObject(), name + " is not a text, then an object");
        return both.getLast();
    }

    private static List<JsonNode> all(Map<String, List<JsonNode>> fields, String name) {
        var values = fields.getOrDefault(name, List.of());
        require(!values.isEmpty(), name + " is missing");
        return values;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private DoubledKeys() {}
}

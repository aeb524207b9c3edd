/* Licensed under Apache-2.0. */
package io.flowmend.local.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * {@code out.jsonl}: each line must come, with the fields that it names, and no other finding or command may. An empty one says
 * that nothing is found. What is harmless must come if a line names it; other harmless things may be seen.
 */
public record Expectation(List<ObjectNode> lines) {

    public static final String OUT = "out.jsonl";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> KINDS = Set.of("finding", "command", "harmless");

    public Expectation {
        lines = List.copyOf(lines);
    }

    /** @throws IllegalArgumentException that names the line that cannot be read */
    public static Expectation read(List<String> text) {
        var lines = new ArrayList<ObjectNode>();
        for (var number = 1; number <= text.size(); number++) {
            var line = text.get(number - 1);
            if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line(line, number));
            }
        }
        return new Expectation(lines);
    }

    private static ObjectNode line(String text, int number) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode node
                    && KINDS.contains(node.path("kind").asText())) {
                return node;
            }
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(OUT + " line " + number + ": no JSON: " + wrong.getOriginalMessage());
        }
        throw new IllegalArgumentException(
                OUT + " line " + number + ": kind is missing or unknown; allowed: finding, command, harmless");
    }

    /** One line for each difference; none if all came as expected. */
    public List<String> differences(Outcome outcome) {
        var left = new ArrayList<>(outcome.lines());
        var differences = new ArrayList<String>();
        for (var expected : lines) {
            var come = left.stream().filter(line -> fits(expected, line)).findFirst();
            come.ifPresentOrElse(left::remove, () -> differences.add("expected and not come: " + expected));
        }
        left.stream()
                .filter(line -> !line.path("kind").asText().equals("harmless"))
                .forEach(line -> differences.add("come and not expected: " + line));
        return differences;
    }

    private static boolean fits(ObjectNode expected, ObjectNode come) {
        return expected.properties().stream()
                .allMatch(field -> field.getKey().equals("evidence")
                        ? proves(field.getValue(), come.path("evidence"))
                        : same(field.getValue(), come.path(field.getKey())));
    }

    /** One number is the same as another, however wide its type. */
    private static boolean same(JsonNode expected, JsonNode come) {
        return (expected.isNumber() && come.isNumber())
                ? expected.decimalValue().compareTo(come.decimalValue()) == 0
                : expected.equals(come);
    }

    /** Evidence is expected as texts, each a part of what one record says. */
    private static boolean proves(JsonNode expected, JsonNode come) {
        return StreamSupport.stream(expected.spliterator(), false)
                .allMatch(text -> StreamSupport.stream(come.spliterator(), false)
                        .anyMatch(line -> line.path("says").asText().contains(text.asText())));
    }
}

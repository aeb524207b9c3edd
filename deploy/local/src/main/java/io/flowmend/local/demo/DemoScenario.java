/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowmend.common.config.InvalidSettings;
import io.flowmend.local.replay.Recording;
import io.flowmend.local.scenario.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What goes in, and what must come out.
 *
 * @param node whose executor takes part; empty if the scenario has no {@code node.jsonl}
 */
public record DemoScenario(Recording recording, Optional<NodeScript> node, List<Expected> expected) {

    private static final String NODE = "node.jsonl";
    private static final String EXPECTED = "expected.jsonl";

    public DemoScenario {
        expected = List.copyOf(expected);
    }

    /** The one that comes with Flowmend. */
    public static DemoScenario ours() {
        try (var in = resource(Scenario.IN);
                var node = resource(NODE);
                var expected = resource(EXPECTED)) {
            return new DemoScenario(
                    Scenario.of(in.readAllLines()).recording(),
                    Optional.of(NodeScript.read(node)),
                    expectations(expected));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws InvalidSettings if the folder holds no scenario */
    public static DemoScenario in(Path folder) {
        try (var expected = Files.newBufferedReader(folder.resolve(EXPECTED))) {
            return new DemoScenario(
                    Scenario.read(folder).recording(), node(folder.resolve(NODE)), expectations(expected));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new InvalidSettings(List.of("--scenario is '" + folder + "', which cannot be read: " + unreadable));
        }
    }

    private static Optional<NodeScript> node(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var lines = Files.newBufferedReader(file)) {
            return Optional.of(NodeScript.read(lines));
        }
    }

    private static List<Expected> expectations(BufferedReader reader) throws IOException {
        var mapper = new ObjectMapper();
        var expected = new ArrayList<Expected>();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                expected.add(expectation(mapper.readTree(line)));
            }
        }
        return expected;
    }

    private static Expected expectation(JsonNode node) {
        var states = new ArrayList<String>();
        node.required("states").forEach(state -> states.add(state.asText()));
        return new Expected(
                node.required("rule").asText(),
                node.required("node").asText(),
                node.required("subject").asText(),
                node.required("cause").asText(),
                states,
                node.required("remedy").asText());
    }

    private static BufferedReader resource(String name) {
        var stream = Objects.requireNonNull(DemoScenario.class.getResourceAsStream("/demo/" + name), name);
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}

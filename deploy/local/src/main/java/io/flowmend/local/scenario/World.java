/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.local.replay.PlainJson;
import io.flowmend.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** What the lines of a scenario happen to: one API server, its nodes, and what was said of each object so far. */
public final class World {

    private final Setting setting;
    private final Tape tape = new Tape();
    private final ApiSide api;
    private final Map<String, NodeSide> nodes = new LinkedHashMap<>();
    private final Map<String, ObjectNode> said = new LinkedHashMap<>();

    /** @param sources of each node, as far as its heartbeats name them from the first on */
    World(Setting setting, Map<String, Set<String>> sources) {
        this.setting = setting;
        this.api = new ApiSide(setting.cluster(), setting.start(), tape);
        sources.forEach((name, named) -> nodes.put(
                name, new NodeSide(setting.cluster(), name, named, setting.start(), setting.heartbeat(), tape)));
    }

    public String cluster() {
        return setting.cluster();
    }

    public Instant start() {
        return setting.start();
    }

    public Instant at(Duration sinceStart) {
        return setting.start().plus(sinceStart);
    }

    public ApiSide api() {
        return api;
    }

    public NodeSide node(String name) {
        var node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("node '" + name + "' is not in the scenario");
        }
        return node;
    }

    /** A record that neither the API server nor a node writes. */
    public void write(Topic topic, String key, Instant at, SpecificRecord value) {
        tape.write(topic, key, PlainJson.write(value), at);
    }

    /** What is so of an object now: what the line says, over what lines before it said. */
    public Fields known(String kind, String id, Fields now) {
        var name = kind + " " + id;
        var merged = now.over(said.getOrDefault(name, JsonNodeFactory.instance.objectNode()));
        said.put(name, merged.node());
        return merged;
    }

    public void forget(String kind, String id) {
        said.remove(kind + " " + id);
    }

    /** What was said of the objects of a kind whose ids begin so, the last to appear at the end. */
    public Stream<ObjectNode> all(String kind, String id) {
        return said.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind + " " + id))
                .map(Map.Entry::getValue);
    }

    /** Sources of each node that something was told of before a heartbeat named them. */
    Map<String, Set<String>> unnamed() {
        var unnamed = new TreeMap<String, Set<String>>();
        nodes.forEach((name, node) -> unnamed.put(name, node.unnamed()));
        return unnamed;
    }

    void beat(Instant at) {
        nodes.values().forEach(node -> node.beat(at));
    }

    Tape tape() {
        return tape;
    }
}

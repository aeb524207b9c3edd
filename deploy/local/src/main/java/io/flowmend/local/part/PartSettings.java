/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.flowmend.common.config.InvalidSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Deals the settings of {@code up} out to its parts: each checks its own, and a key that nobody has stops the start. */
public record PartSettings(Map<String, String> given, Map<String, String> platform) {

    private static final List<String> SHARED = List.of("cluster", "topic.prefix", "kafka.", "registry.");

    public PartSettings {
        given = Map.copyOf(given);
        platform = Map.copyOf(platform);
    }

    /** @throws InvalidSettings for keys that no part has, and for those that the platform answers itself */
    public void check(List<Part> parts) {
        var known = Stream.concat(SHARED.stream(), parts.stream().flatMap(part -> part.prefixes().stream()))
                .toList();
        var unknown = given.keySet().stream()
                .filter(key -> known.stream().noneMatch(key::startsWith))
                .map(key -> key + " is not a setting of these parts; allowed: what begins with "
                        + String.join(", ", known));
        var answered = Stream.of("kafka.bootstrap.servers", "registry.url")
                .filter(given::containsKey)
                .map(key -> key + " cannot be set: the platform brings its own broker and registry");
        var faults = Stream.concat(unknown, answered).sorted().toList();
        if (!faults.isEmpty()) {
            throw new InvalidSettings(faults);
        }
    }

    public Map<String, String> of(Part part) {
        var mine = Stream.concat(SHARED.stream(), part.prefixes().stream()).toList();
        var dealt = new HashMap<String, String>();
        given.forEach((key, value) -> {
            if (mine.stream().anyMatch(key::startsWith)) {
                dealt.put(key, value);
            }
        });
        dealt.putAll(platform);
        return dealt;
    }
}

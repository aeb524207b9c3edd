/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.common.config.InvalidSettings;
import io.flowmend.local.replay.Recording;
import io.flowmend.local.scenario.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code in.jsonl} of a folder, and the records that it stands for.
 *
 * @param start the time 0s
 */
public record Scenario(String cluster, Instant start, Recording recording) {

    public static final String IN = "in.jsonl";

    private static final String SETTING = "scenario";
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private record Event(int number, Duration at, Kind kind, String node, Fields fields) {

        void happen(World world) {
            kind.happen(new Line(world.at(at), node, fields), world);
            fields.done();
        }
    }

    /** @throws InvalidSettings with every line that cannot be read, and why */
    public static Scenario read(Path folder) {
        try {
            return of(Files.readAllLines(folder.resolve(IN)));
        } catch (IOException unreadable) {
            throw new InvalidSettings(List.of(folder.resolve(IN) + " cannot be read: " + unreadable));
        }
    }

    /** @throws InvalidSettings with every line that cannot be read, and why */
    public static Scenario of(List<String> lines) {
        var faults = new ArrayList<String>();
        var setting = Setting.USUAL;
        var events = new ArrayList<Event>();
        for (var number = 1; number <= lines.size(); number++) {
            var text = lines.get(number - 1);
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            try {
                var node = object(text);
                if (node.has(SETTING)) {
                    setting = Setting.from(
                            new Fields(SETTING, object(node.get(SETTING).toString())));
                } else {
                    events.add(event(number, node));
                }
            } catch (IllegalArgumentException wrong) {
                faults.add(fault(number, wrong));
            }
        }
        events.sort(Comparator.comparing(Event::at)); // stable
        var nodes = new TreeMap<String, Set<String>>();
        events.stream().map(Event::node).filter(node -> !node.isEmpty()).forEach(node -> nodes.put(node, Set.of()));
        var unnamed = play(setting, events, nodes, faults).unnamed();
        if (!faults.isEmpty()) {
            throw new InvalidSettings(faults);
        }
        // Again: a node's agent names all that it watches from its first heartbeat on; a source that came later would
        // be a gap.
        var world = play(setting, events, unnamed, faults);
        return new Scenario(setting.cluster(), setting.start(), world.tape().recording());
    }

    /** Events first, then what the nodes say of that time, then the API's side, so that no mark finds a node behind. */
    private static World play(
            Setting setting, List<Event> events, Map<String, Set<String>> sources, List<String> faults) {
        var world = new World(setting, sources);
        var last = events.isEmpty() ? Duration.ZERO : events.getLast().at();
        var end = setting.end().orElse(last.plus(Setting.TAIL));
        var beat = setting.heartbeat();
        var mark = setting.mark();
        var next = 0;
        while (true) {
            var tick = beat.compareTo(mark) < 0 ? beat : mark;
            var until = tick.compareTo(end) < 0 ? tick : end;
            for (; next < events.size() && events.get(next).at().compareTo(until) <= 0; next++) {
                happen(events.get(next), world, faults);
            }
            if (tick.compareTo(end) > 0) {
                break;
            }
            if (tick.equals(beat)) {
                world.beat(world.at(tick));
                beat = beat.plus(setting.heartbeat());
            }
            if (tick.equals(mark)) {
                world.api().mark(world.at(tick));
                mark = mark.plus(setting.mark());
            }
        }
        events.subList(next, events.size())
                .forEach(late -> faults.add(IN + " line " + late.number() + ": it is after the end of the scenario, "
                        + RelativeTime.of(end)));
        return world;
    }

    private static void happen(Event event, World world, List<String> faults) {
        try {
            event.happen(world);
        } catch (IllegalArgumentException wrong) {
            faults.add(fault(event.number(), wrong));
        }
    }

    private static Event event(int number, ObjectNode node) {
        var said = Kinds.ALL.stream().filter(kind -> node.has(kind.name())).toList();
        if (said.size() != 1) {
            throw new IllegalArgumentException((said.isEmpty() ? "no event" : "several events")
                    + " in " + node + "; allowed: one of "
                    + String.join(
                            ", ",
                            Stream.of(Kinds.ALL)
                                    .flatMap(List::stream)
                                    .map(Kind::name)
                                    .toList()));
        }
        var kind = said.getFirst();
        var line = new Fields("line", node);
        line.has(kind.name());
        var at = line.time("at").orElseThrow(() -> new IllegalArgumentException("at is missing"));
        if (at.isNegative()) {
            throw new IllegalArgumentException("at is before the beginning: " + RelativeTime.of(at));
        }
        var where = kind.place() == Kind.Place.NODE ? Optional.of(line.text("node")) : Optional.<String>empty();
        line.done();
        return new Event(
                number,
                at,
                kind,
                where.orElse(""),
                new Fields(kind.name(), object(node.get(kind.name()).toString())));
    }

    private static ObjectNode object(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode node) {
                return node;
            }
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("no JSON: " + wrong.getOriginalMessage(), wrong);
        }
        throw new IllegalArgumentException(text + " is no object; allowed: {\"field\": value, ...}");
    }

    private static String fault(int number, IllegalArgumentException wrong) {
        return IN + " line " + number + ": " + wrong.getMessage();
    }
}

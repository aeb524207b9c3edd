/* Licensed under Apache-2.0. */
package io.flowmend.common.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads typed values out of a flat map, remembers what was asked for and every fault on the way.
 *
 * <p>A config record asks for all its keys and the owner then calls {@link #done()}, which reports every fault at once,
 * unknown keys included. The same calls against an empty map print the documentation, so the two cannot differ.
 */
public final class Settings {

    private final Map<String, String> values;
    private final Map<String, Setting> asked = new LinkedHashMap<>();
    private final List<String> prefixes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public static Settings of(Map<String, String> values) {
        return new Settings(values);
    }

    public String text(String key, String fallback, Check<String> check, String doc) {
        return read(key, fallback, Function.identity(), check, doc);
    }

    /** A text that has no default: its absence is a fault. */
    public String required(String key, Check<String> check, String doc) {
        asked.put(key, new Setting(key, "", check.allowed(), doc));
        if (!values.containsKey(key)) {
            faults.add(key + " is not set; allowed: " + check.allowed());
            return "";
        }
        return read(key, "", Function.identity(), check, doc);
    }

    public Optional<String> optional(String key, Check<String> check, String doc) {
        asked.put(key, new Setting(key, "", check.allowed(), doc));
        return values.containsKey(key) ? Optional.of(read(key, "", Function.identity(), check, doc)) : Optional.empty();
    }

    public int integer(String key, int fallback, Check<Integer> check, String doc) {
        return read(key, Integer.toString(fallback), Integer::valueOf, check, doc);
    }

    public boolean flag(String key, boolean fallback, String doc) {
        return read(key, Boolean.toString(fallback), Settings::truth, Check.any("true, false"), doc);
    }

    /** Written as {@code 500ms}, {@code 2s}, {@code 10m}, {@code 1h} or ISO-8601. */
    public Duration duration(String key, Duration fallback, Check<Duration> check, String doc) {
        return read(key, Durations.write(fallback), Durations::read, check, doc);
    }

    /** Everything below a prefix, keys without it: passed through to a library that checks them itself. */
    public Map<String, String> prefixed(String prefix, String doc) {
        prefixes.add(prefix);
        asked.put(prefix + "*", new Setting(prefix + "*", "", "as the library allows", doc));
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    /** A rule over several keys. */
    public void require(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    /** @throws InvalidSettings with every fault, if there is one */
    public void done() {
        values.keySet().stream()
                .filter(key -> !asked.containsKey(key) && prefixes.stream().noneMatch(key::startsWith))
                .sorted()
                .forEach(key -> faults.add(key + " is not a setting of this process; 'flowmend config' lists all"));
        if (!faults.isEmpty()) {
            throw new InvalidSettings(faults);
        }
    }

    /** What was asked for, in that order. */
    public List<Setting> asked() {
        return List.copyOf(asked.values());
    }

    private static boolean truth(String written) {
        return switch (written) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(written);
        };
    }

    private <T> T read(String key, String fallback, Function<String, T> parse, Check<T> check, String doc) {
        asked.put(key, new Setting(key, fallback, check.allowed(), doc));
        var written = Objects.requireNonNull(values.getOrDefault(key, fallback));
        try {
            var value = parse.apply(written.strip());
            if (check.accepts(value)) {
                return value;
            }
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            // falls through: what cannot be read is a fault like what is out of bounds
        }
        faults.add(key + " is '" + written + "'; allowed: " + check.allowed());
        return parse.apply(fallback);
    }
}

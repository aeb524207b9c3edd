/* Licensed under Apache-2.0. */
package io.flowmend.common.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where settings come from, weakest first: a file, the environment, {@code --set} on the command line. */
public final class Sources {

    private static final String ENVIRONMENT_PREFIX = "FLOWMEND_";

    /** Variables of the environment that are read by tests or the launcher and are no settings. */
    private static final List<String> NOT_SETTINGS =
            List.of("FLOWMEND_REQUIRE_", "FLOWMEND_RECORDINGS", "FLOWMEND_HOME");

    /**
     * @param environment {@code FLOWMEND_KAFKA_BOOTSTRAP_SERVERS} becomes {@code kafka.bootstrap.servers}
     * @param overrides {@code key=value} each
     * @throws InvalidSettings if the file cannot be read or an override has no {@code =}
     */
    public static Map<String, String> merge(
            Optional<Path> file, Map<String, String> environment, List<String> overrides) {
        var merged = new HashMap<String, String>();
        file.ifPresent(path -> merged.putAll(read("--config", path)));
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX) && NOT_SETTINGS.stream().noneMatch(name::startsWith)) {
                merged.put(key(name), value);
            }
        });
        for (var override : overrides) {
            var at = override.indexOf('=');
            if (at < 1) {
                throw new InvalidSettings(List.of("--set is '" + override + "'; allowed: key=value"));
            }
            merged.put(override.substring(0, at).strip(), override.substring(at + 1));
        }
        return Map.copyOf(merged);
    }

    private static String key(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    /**
     * A properties file.
     *
     * @param option that names it
     * @throws InvalidSettings if it cannot be read
     */
    public static Map<String, String> read(String option, Path file) {
        if (!Files.exists(file) || Files.isDirectory(file)) { // a pipe is as good as a file
            throw new InvalidSettings(List.of(option + " is '" + file + "', which is no file"));
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (CharacterCodingException otherCharacters) {
            throw new InvalidSettings(List.of(option + " is '" + file + "', which is not UTF-8"));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new InvalidSettings(
                    List.of(option + " is '" + file + "', which cannot be read (" + unreadable.getMessage() + ")"));
        }
        var values = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name, "")));
        return values;
    }

    private Sources() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** How other commands find a running platform: settings that a client of it needs, in its state folder. */
public record RunningFile(Path folder) {

    private static final String NAME = "platform.properties";

    public void write(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        var draft = folder.resolve(NAME + ".tmp");
        try {
            try (var writer = Files.newBufferedWriter(draft)) {
                properties.store(writer, "of a running platform; removed when it stops");
            }
            Files.move(draft, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Empty if no platform was started on this folder, or it was stopped. */
    public Optional<Map<String, String>> read() {
        var file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Optional.of(properties.entrySet().stream()
                .collect(java.util.stream.Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().toString(),
                        entry -> entry.getValue().toString())));
    }

    void remove() {
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (IOException unremovable) {
            throw new UncheckedIOException(unremovable);
        }
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.platform.RunningFile;
import io.flowmend.local.platform.StateFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that asks a running platform: the local one, found by its state folder, or one named by its addresses. */
abstract class ClientCommand extends Launch {

    private static final List<String> CLIENT_KEYS = List.of("cluster", "topic.prefix", "kafka.", "registry.");

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "State folder of the platform (~/.local/state/flowmend).")
    private @Nullable Path state;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "A broker, instead of the local platform's.")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "A schema registry, instead of the local platform's.")
    private @Nullable String registry;

    abstract ExitCode run(KafkaSettings kafka) throws Exception;

    @Override
    protected final ExitCode run(Map<String, String> settings) throws Exception {
        var folder = state == null ? StateFolder.usual() : state;
        var merged = new HashMap<>(new RunningFile(folder).read().orElse(Map.of()));
        settings.forEach((key, value) -> {
            if (CLIENT_KEYS.stream().anyMatch(key::startsWith)) { // the file may be one that parts share
                merged.put(key, value);
            }
        });
        if (bootstrap != null) {
            merged.put("kafka.bootstrap.servers", bootstrap);
        }
        if (registry != null) {
            merged.put("registry.url", registry);
        }
        if (!merged.containsKey("kafka.bootstrap.servers") || !merged.containsKey("registry.url")) {
            throw new StartupFailure("no platform runs on " + folder
                    + "; start one with 'flowmend up', or name one with --bootstrap and --registry");
        }
        var checked = Settings.of(merged);
        var kafka = KafkaSettings.from(checked);
        checked.done();
        try {
            return run(kafka);
        } catch (SerializationException undecodable) {
            var cause = undecodable.getCause() == null ? undecodable : undecodable.getCause();
            throw new StartupFailure("the records cannot be decoded with the schemas of the registry "
                    + merged.get("registry.url") + ": " + cause.getMessage());
        }
    }
}

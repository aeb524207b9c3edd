/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a part gets from the platform.
 *
 * @param settings those that every process has, with broker and registry filled in, and those under its own prefixes
 * @param state a folder of its own that lives as long as the platform's state
 */
public record PartContext(Map<String, String> settings, MeterRegistry metrics, Path state) {

    public PartContext {
        settings = Map.copyOf(settings);
    }
}

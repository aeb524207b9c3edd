/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.common.config.Settings;
import io.flowmend.streams.config.AppConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What both contenders are started with.
 *
 * @param given settings of the operator under those of the platform
 * @param state folder of their stores
 */
public record BenchSettings(Map<String, String> given, Path state) {

    public BenchSettings {
        given = Map.copyOf(given);
    }

    AppConfig of(String applicationId) {
        var values = new HashMap<>(given);
        values.put("streams.application.id", applicationId);
        values.put("streams.state.dir", state.resolve(applicationId).toString());
        var settings = Settings.of(values);
        var config = AppConfig.from(settings);
        settings.done();
        return config;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.config.InvalidSettings;
import io.flowmend.common.config.Settings;
import io.flowmend.streams.detector.endpointdelay.EndpointDelayConfig;
import io.flowmend.streams.detector.endpointdelay.StormConfig;
import io.flowmend.streams.detector.endpointreset.EndpointResetConfig;
import io.flowmend.streams.detector.ipconflict.IpConflictConfig;
import io.flowmend.streams.detector.telemetry.TelemetryConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {

    private static final Duration SKEW = Duration.ofMillis(100);

    private static NodeSettings read(Map<String, String> values) {
        var settings = Settings.of(values);
        var read = NodeSettings.from(settings, SKEW);
        settings.done();
        return read;
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void theDefaultsAreTheFieldGuides() {
        assertThat(read(Map.of()))
                .isEqualTo(new NodeSettings(
                        Duration.ofMinutes(10),
                        new EndpointDelayConfig(
                                SKEW, "cali", seconds(9), seconds(15), seconds(5), seconds(2), seconds(10)),
                        new StormConfig(seconds(10), 3, 100),
                        new EndpointResetConfig(SKEW, seconds(30), seconds(5), seconds(2), Duration.ofMinutes(15)),
                        new IpConflictConfig(SKEW, seconds(30), seconds(10), seconds(5)),
                        new TelemetryConfig(seconds(15), seconds(60))));
    }

    @Test
    void everyKeyIsTaken() {
        var values = Map.ofEntries(
                Map.entry("streams.pod.memory", "1s"),
                Map.entry("streams.endpointdelay.interface.prefix", "azv"),
                Map.entry("streams.endpointdelay.grace.from", "2s"),
                Map.entry("streams.endpointdelay.grace.to", "3s"),
                Map.entry("streams.endpointdelay.settle", "4s"),
                Map.entry("streams.endpointdelay.warn", "6s"),
                Map.entry("streams.endpointdelay.alarm", "7s"),
                Map.entry("streams.endpointdelay.storm.window", "8s"),
                Map.entry("streams.endpointdelay.storm.endpoints", "9"),
                Map.entry("streams.endpointdelay.storm.listed", "11"),
                Map.entry("streams.endpointreset.cause", "12s"),
                Map.entry("streams.endpointreset.reset", "13s"),
                Map.entry("streams.endpointreset.settle", "14s"),
                Map.entry("streams.endpointreset.open", "16s"),
                Map.entry("streams.ipconflict.syncs", "17s"),
                Map.entry("streams.ipconflict.running", "18s"),
                Map.entry("streams.ipconflict.settle", "19s"),
                Map.entry("streams.telemetry.silence", "20s"),
                Map.entry("streams.telemetry.quiet", "21s"));
        assertThat(read(values))
                .isEqualTo(new NodeSettings(
                        seconds(1),
                        new EndpointDelayConfig(
                                SKEW, "azv", seconds(2), seconds(3), seconds(4), seconds(6), seconds(7)),
                        new StormConfig(seconds(8), 9, 11),
                        new EndpointResetConfig(SKEW, seconds(12), seconds(13), seconds(14), seconds(16)),
                        new IpConflictConfig(SKEW, seconds(17), seconds(18), seconds(19)),
                        new TelemetryConfig(seconds(20), seconds(21))));
    }

    @Test
    void whatContradictsIsSaidAtOnce() {
        assertThatThrownBy(() -> read(Map.of(
                        "streams.endpointdelay.grace.from", "20s",
                        "streams.endpointdelay.warn", "10s",
                        "streams.endpointdelay.storm.endpoints", "1")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("streams.endpointdelay.grace.from must be shorter")
                .hasMessageContaining("streams.endpointdelay.warn must be shorter")
                .hasMessageContaining("streams.endpointdelay.storm.endpoints");
    }
}

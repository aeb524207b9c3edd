/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.config.InvalidSettings;
import io.flowmend.common.config.Settings;
import io.flowmend.streams.detector.propagation.PropagationConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropagationSettingsTest {

    private static PropagationConfig read(Map<String, String> values) {
        var settings = Settings.of(values);
        var read = PropagationSettings.from(settings);
        settings.done();
        return read;
    }

    @Test
    void theDefaultsAreTheFieldGuides() {
        assertThat(read(Map.of())).isEqualTo(new PropagationConfig(Duration.ofSeconds(30), Duration.ofMinutes(5), 10));
    }

    @Test
    void everyKeyIsTaken() {
        assertThat(read(Map.of(
                        "streams.propagation.stalled", "2s",
                        "streams.propagation.giveup", "3s",
                        "streams.propagation.listed", "4")))
                .isEqualTo(new PropagationConfig(Duration.ofSeconds(2), Duration.ofSeconds(3), 4));
    }

    @Test
    void whatContradictsIsSaid() {
        assertThatThrownBy(() -> read(Map.of("streams.propagation.giveup", "30s")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("streams.propagation.stalled must be shorter");
    }
}

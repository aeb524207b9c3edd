/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.config.InvalidSettings;
import io.flowmend.common.config.Settings;
import io.flowmend.streams.planner.Mode;
import io.flowmend.streams.planner.Modes;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerSettingsTest {

    private static PlannerSettings read(Map<String, String> values) {
        var settings = Settings.of(values);
        var read = PlannerSettings.from(settings);
        settings.done();
        return read;
    }

    @Test
    void modesAreReadPerRuleNamespaceAndService() {
        var modes = read(Map.of(
                        "planner.mode", "approve",
                        "planner.mode.rule.stalenat", "auto",
                        "planner.mode.namespace.shop", "observe",
                        "planner.mode.service.shop/cart", "auto"))
                .rule()
                .modes();
        assertThat(modes)
                .isEqualTo(new Modes(
                        Mode.APPROVE,
                        Map.of("stalenat", Mode.AUTO),
                        Map.of("shop", Mode.OBSERVE),
                        Map.of("shop/cart", Mode.AUTO)));
    }

    @Test
    void badValuesAreAllSaidByNameAndWithWhatIsAllowed() {
        assertThatThrownBy(() -> read(Map.of(
                        "planner.mode.rule.stalenat", "yes",
                        "planner.mode.service.cart", "auto",
                        "planner.window", "22:00")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("planner.mode.rule.stalenat is 'yes'; allowed: observe, approve, auto")
                .hasMessageContaining("planner.mode.service.cart is no setting; allowed: planner.mode.rule.RULE")
                .hasMessageContaining("planner.window is '22:00'; allowed: HH:MM-HH:MM in UTC");
    }
}

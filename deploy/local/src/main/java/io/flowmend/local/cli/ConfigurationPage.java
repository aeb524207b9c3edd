/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.config.Setting;
import io.flowmend.common.config.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * {@code docs/configuration.md}, printed from the same calls that read the settings.
 *
 * @param components what each component asks for, by its title
 */
public record ConfigurationPage(SequencedMap<String, Consumer<Settings>> components) {

    private static final String HEAD = """
            # Configuration

            Printed by `./flowmend config`; do not edit. Every process takes its settings from, weakest first: a properties
            file (`--config`), the environment (`FLOWMEND_TOPIC_PREFIX` is `topic.prefix`), and `--set key=value`. All
            faults are reported at once, and a key that a process does not have stops its start.
            """;

    public String text() {
        var text = new StringBuilder(HEAD);
        var printed = new HashSet<String>(); // what every process has is printed once
        components.forEach((title, component) -> {
            text.append("\n## ")
                    .append(title)
                    .append("\n\n| key | default | allowed | what it does |\n|---|---|---|---|\n");
            asked(component).stream()
                    .filter(setting -> printed.add(setting.key()))
                    .forEach(setting -> text.append(row(setting)));
        });
        return text.toString();
    }

    private static List<Setting> asked(Consumer<Settings> component) {
        var settings = Settings.of(Map.of());
        component.accept(settings); // required keys are missing here; nobody calls done()
        return new ArrayList<>(settings.asked());
    }

    private static String row(Setting setting) {
        var fallback = setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`";
        return "| `" + setting.key() + "` | " + fallback + " | " + cell(setting.allowed()) + " | " + cell(setting.doc())
                + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}

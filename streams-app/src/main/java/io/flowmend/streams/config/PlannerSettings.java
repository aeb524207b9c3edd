/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import io.flowmend.streams.planner.Mode;
import io.flowmend.streams.planner.Modes;
import io.flowmend.streams.planner.PlannerConfig;
import io.flowmend.streams.planner.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the planner can be told.
 *
 * @param keys folder of the key that signs commands
 */
public record PlannerSettings(PlannerConfig rule, Path keys) {

    private static final String MODE = "planner.mode";
    private static final String ALLOWED = "observe, approve, auto";
    private static final String RULE = "rule.";
    private static final String NAMESPACE = "namespace.";
    private static final String SERVICE = "service.";

    static PlannerSettings from(Settings settings) {
        var keys = Path.of(settings.text(
                "planner.keys",
                "flowmend-keys",
                Check.notBlank(),
                "Folder of the key that signs commands; without a key nothing is commanded."));
        return new PlannerSettings(
                new PlannerConfig(
                        modes(settings),
                        settings.duration(
                                "planner.command.life",
                                Duration.ofSeconds(5),
                                Check.positive(),
                                "How long after its issue an executor may still begin a command."),
                        settings.duration(
                                "planner.result.grace",
                                Duration.ofSeconds(3),
                                Check.positive(),
                                "How long after a command's expiry its result may come."),
                        settings.integer(
                                "planner.attempts",
                                2,
                                Check.between(1, 10),
                                "Commands for one set of targets, at most."),
                        budget(settings, "node", 30, "one node"),
                        budget(settings, "service", 60, "the flows of one service"),
                        budget(settings, "cluster", 120, "the whole cluster"),
                        window(settings),
                        settings.integer(
                                "planner.breaker.services",
                                10,
                                Check.between(1, 100_000),
                                "New actionable findings of more services than these within a minute stop mode auto."),
                        settings.duration(
                                "planner.breaker.quiet",
                                Duration.ofMinutes(1),
                                Check.positive(),
                                "Time without a further one after which mode auto goes on."),
                        settings.duration(
                                "planner.memory",
                                Duration.ofMinutes(10),
                                Check.positive(),
                                "How long an ended finding is remembered for late results.")),
                keys);
    }

    private static int budget(Settings settings, String scope, int most, String words) {
        return settings.integer(
                "planner.budget." + scope,
                most,
                Check.between(0, 100_000),
                "Commands a minute for " + words + ", at most.");
    }

    private static Optional<Window> window(Settings settings) {
        var allowed = new Check<String>("HH:MM-HH:MM in UTC, e.g. 22:00-06:00", PlannerSettings::isWindow);
        return settings.optional(
                        "planner.window", allowed, "Daily time in which the planner commands by itself; unset: always.")
                .filter(PlannerSettings::isWindow)
                .map(Window::read);
    }

    private static boolean isWindow(String text) {
        try {
            Window.read(text);
            return true;
        } catch (IllegalArgumentException no) {
            return false;
        }
    }

    private static Modes modes(Settings settings) {
        var usual = settings.text(
                MODE,
                "observe",
                Check.oneOf("observe", "approve", "auto"),
                "What is done with a finding that could be mended, unless a mode below says otherwise.");
        var rules = new HashMap<String, Mode>();
        var namespaces = new HashMap<String, Mode>();
        var services = new HashMap<String, Mode>();
        settings.prefixed(
                        MODE + ".",
                        "Mode of rule.RULE, namespace.NAMESPACE or service.NAMESPACE/NAME; most specific wins.")
                .forEach((key, value) -> {
                    var mode = mode(value);
                    settings.require(mode.isPresent(), MODE + "." + key + " is '" + value + "'; allowed: " + ALLOWED);
                    if (!put(key, mode.orElse(Mode.OBSERVE), rules, namespaces, services)) {
                        settings.require(
                                false,
                                MODE + "." + key + " is no setting; allowed: " + MODE + ".rule.RULE, " + MODE
                                        + ".namespace.NAMESPACE, " + MODE + ".service.NAMESPACE/NAME");
                    }
                });
        return new Modes(mode(usual).orElse(Mode.OBSERVE), rules, namespaces, services);
    }

    private static boolean put(
            String key, Mode mode, Map<String, Mode> rules, Map<String, Mode> namespaces, Map<String, Mode> services) {
        if (key.startsWith(RULE) && key.length() > RULE.length()) {
            rules.put(key.substring(RULE.length()), mode);
            return true;
        }
        if (key.startsWith(NAMESPACE) && key.length() > NAMESPACE.length()) {
            namespaces.put(key.substring(NAMESPACE.length()), mode);
            return true;
        }
        if (key.matches("service\\.[^/]+/[^/]+")) {
            services.put(key.substring(SERVICE.length()), mode);
            return true;
        }
        return false;
    }

    private static Optional<Mode> mode(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "observe" -> Optional.of(Mode.OBSERVE);
            case "approve" -> Optional.of(Mode.APPROVE);
            case "auto" -> Optional.of(Mode.AUTO);
            default -> Optional.empty();
        };
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import java.util.Map;
import java.util.Optional;

/**
 * Which mode holds for a finding: that of its service, else of its namespace, else of its rule, else the usual one.
 *
 * @param services by {@code namespace/name}
 */
public record Modes(Mode usual, Map<String, Mode> rules, Map<String, Mode> namespaces, Map<String, Mode> services) {

    public Modes {
        rules = Map.copyOf(rules);
        namespaces = Map.copyOf(namespaces);
        services = Map.copyOf(services);
    }

    public static Modes all(Mode mode) {
        return new Modes(mode, Map.of(), Map.of(), Map.of());
    }

    Mode of(Finding finding) {
        var service = finding.subject().service();
        return service.flatMap(known -> Optional.ofNullable(services.get(known.namespace() + "/" + known.name())))
                .or(() -> service.flatMap(known -> Optional.ofNullable(namespaces.get(known.namespace()))))
                .or(() -> Optional.ofNullable(rules.get(finding.rule())))
                .orElse(usual);
    }
}

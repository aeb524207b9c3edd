/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.Transition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a finding is known by when its times and id are not: those move with the time of the demo.
 *
 * @param subject flow, address, pod or node, the first that the finding names
 * @param states its life cycle, from the first to the last
 */
public record Expected(String rule, String node, String subject, List<String> states) {

    public Expected {
        states = List.copyOf(states);
    }

    public static Expected of(Finding finding) {
        var subject = finding.getSubject();
        return new Expected(
                finding.getRule(),
                Objects.requireNonNullElse(subject.getNode(), ""),
                Stream.of(subject.getFlow(), subject.getAddress(), subject.getPodUid(), subject.getNode())
                        .flatMap(candidate -> Optional.ofNullable(candidate).stream())
                        .findFirst()
                        .orElse(""),
                finding.getTransitions().stream()
                        .map(Transition::getState)
                        .map(Enum::name)
                        .toList());
    }

    String line() {
        return rule + " on " + node + ": " + subject + " " + String.join(" -> ", states);
    }
}

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
 * @param remedy what the executor said last of its command, e.g. DRY_RUN; if nothing was commanded {@link #NOTHING} or
 *     {@link #ADVICE}
 */
public record Expected(String rule, String node, String subject, String cause, List<String> states, String remedy) {

    /** Nothing was commanded, though something could be. */
    public static final String NOTHING = "NOTHING";

    /** No executor can do anything: what a person can do stands in the finding. */
    public static final String ADVICE = "ADVICE";

    public Expected {
        states = List.copyOf(states);
    }

    static Expected of(Finding finding, String remedy) {
        var subject = finding.getSubject();
        return new Expected(
                finding.getRule(),
                Objects.requireNonNullElse(subject.getNode(), ""),
                Stream.of(subject.getFlow(), subject.getAddress(), subject.getPodUid(), subject.getNode())
                        .flatMap(candidate -> Optional.ofNullable(candidate).stream())
                        .findFirst()
                        .orElse(""),
                finding.getCauseClass(),
                finding.getTransitions().stream()
                        .map(Transition::getState)
                        .map(Enum::name)
                        .toList(),
                remedy);
    }

    String line() {
        return rule + " on " + node + ": " + subject + " (" + cause + ") " + String.join(" -> ", states) + ", remedy "
                + remedy;
    }
}

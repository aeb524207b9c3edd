/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import java.time.Duration;
import java.util.Locale;

/** The end of a finding whose rule saw it: who is to have the credit, and what would have been done. */
final class Lapse {

    static Plan of(Case ended, Situation at) {
        var credited = Credit.given(ended);
        return ended.sent().isPresent()
                ? Plan.of(credited)
                : Plan.say(credited, at, Verdict.LAPSED, would(ended) + healed(ended));
    }

    private static String healed(Case ended) {
        var last = ended.finding().last();
        var took = Duration.between(ended.finding().brokenAt(), last.at());
        return String.format(Locale.ROOT, "healed by itself after %.1f s (%s)", took.toMillis() / 1e3, last.reason());
    }

    private static String would(Case ended) {
        return ended.finding()
                .remedy()
                .filter(_ -> ended.said()
                        .filter(said -> said.verdict() == Verdict.WOULD_COMMAND)
                        .isPresent())
                .map(remedy -> "would have " + Targets.acted(remedy) + "; ")
                .orElse("");
    }

    private Lapse() {}
}

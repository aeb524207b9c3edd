/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the outcomes of all targets come to. */
record Verdict(Status status, String reason) {

    /** The worst that was done wins, then what was mended: a reader that sees FAILED must look. */
    static Verdict of(List<Outcome> outcomes) {
        var failed = ofKind(outcomes, Outcome.Failed.class);
        var mended = ofKind(outcomes, Outcome.Mended.class);
        var dry = ofKind(outcomes, Outcome.DryRun.class);
        var refused = ofKind(outcomes, Outcome.Refused.class);
        var nothing = ofKind(outcomes, Outcome.NothingLeft.class);
        var status = !failed.isEmpty()
                ? Status.FAILED
                : !mended.isEmpty()
                        ? Status.MENDED
                        : !dry.isEmpty() ? Status.DRY_RUN : !refused.isEmpty() ? Status.REFUSED : Status.NOTHING_LEFT;
        var parts = new ArrayList<String>();
        part("failed", failed).ifPresent(parts::add);
        part("mended", mended).ifPresent(parts::add);
        part("dry run", dry).ifPresent(parts::add);
        part("refused", refused).ifPresent(parts::add);
        part("nothing left", nothing).ifPresent(parts::add);
        return new Verdict(status, outcomes.size() == 1 ? outcomes.getFirst().words() : String.join("; ", parts));
    }

    private static List<Outcome> ofKind(List<Outcome> outcomes, Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).toList();
    }

    private static Optional<String> part(String name, List<Outcome> some) {
        return some.stream().findFirst().map(first -> some.size() + " " + name + " (" + first.words() + ")");
    }
}

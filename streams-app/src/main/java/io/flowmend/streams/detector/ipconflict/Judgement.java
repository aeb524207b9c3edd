/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rule over an address concludes in one turn.
 *
 * @param open its finding from now on
 * @param say what there is to publish
 * @param wake when it wants to be asked again
 * @param harmless a near miss
 */
record Judgement(Optional<Finding> open, Optional<Finding> say, Optional<Instant> wake, Optional<Harmless> harmless) {

    /** Nothing changes. */
    static Judgement keep(Optional<Finding> open) {
        return new Judgement(open, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Judgement opened(Finding finding) {
        return new Judgement(Optional.of(finding), Optional.of(finding), Optional.empty(), Optional.empty());
    }

    static Judgement ask(Instant again) {
        return new Judgement(Optional.empty(), Optional.empty(), Optional.of(again), Optional.empty());
    }

    static Judgement harmless(Harmless harmless) {
        return new Judgement(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(harmless));
    }

    static Judgement ended(Finding open, FindingState state, String reason, Moment moment) {
        var lines = moment.cause()
                .map(record -> List.of(new Evidence(reason, record)))
                .orElse(List.of());
        return new Judgement(
                Optional.empty(),
                Optional.of(open.then(new Transition(state, moment.now(), reason), lines)),
                Optional.empty(),
                Optional.empty());
    }
}

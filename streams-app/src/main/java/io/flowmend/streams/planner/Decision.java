/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import java.time.Instant;
import java.util.Optional;

/**
 * What was made of a finding, and why.
 *
 * @param attempt of the command that it speaks of; 0 if of none
 * @param at event time of what led to it
 */
public record Decision(
        Finding finding,
        Mode mode,
        Verdict verdict,
        String reason,
        Optional<String> commandId,
        int attempt,
        Instant at) {

    static Decision of(Case open, Situation at, Verdict verdict, String reason) {
        var id = verdict == Verdict.COMMAND || verdict == Verdict.UNANSWERED
                ? open.sent().map(Sent::id)
                : Optional.<String>empty();
        return new Decision(
                open.finding(), at.mode(), verdict, reason, id, id.isPresent() ? open.attempts() : 0, at.now());
    }
}

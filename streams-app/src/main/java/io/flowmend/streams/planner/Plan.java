/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows from one step: the case as it is now, what to say, and what to order. */
public record Plan(Case next, List<Decision> decisions, Optional<Command> command) {

    public Plan {
        decisions = List.copyOf(decisions);
    }

    static Plan of(Case next) {
        return new Plan(next, List.of(), Optional.empty());
    }

    static Plan of(Case next, Decision decision) {
        return new Plan(next, List.of(decision), Optional.empty());
    }

    /** The same verdict with the same reason is said once. */
    static Plan say(Case of, Situation at, Verdict verdict, String reason) {
        var said = new Said(verdict, reason);
        return of.said().equals(Optional.of(said)) && verdict != Verdict.COMMAND
                ? of(of)
                : of(of.saying(said), Decision.of(of, at, verdict, reason));
    }

    /** Decisions made before, in front of this plan's. */
    Plan after(List<Decision> earlier) {
        var all = new ArrayList<>(earlier);
        all.addAll(decisions);
        return new Plan(next, all, command);
    }

    /** Waits for the protections of the cluster to let it through. */
    boolean isWaiting() {
        return !next.isEnded()
                && command.isEmpty()
                && next.finding().remedy().isPresent()
                && !next.isInFlight()
                && next.said().filter(said -> said.verdict() == Verdict.WAIT).isPresent();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Transition;
import java.util.List;
import java.util.Optional;

/** Whose work the end of a finding is: a rule only sees that the fault is over. */
final class Credit {

    /** The rule's end as it stands, or {@link FindingState#RESOLVED} in its place if a command of ours brought it about. */
    static Case given(Case ended) {
        return ours(ended).map(ended::instead).orElse(ended);
    }

    /** The same for an end that was read before the result that shows whose it is: one step more. */
    static Case given(Case ended, Result result) {
        return ours(ended).map(step -> ended.then(step, List.of(result.line()))).orElse(ended);
    }

    private static Optional<Transition> ours(Case ended) {
        var end = ended.finding().last();
        return isOurs(ended) && end.state() != FindingState.RESOLVED && end.state() != FindingState.REFUSED
                ? Optional.of(new Transition(
                        FindingState.RESOLVED, end.at(), "mended by " + ended.lastCommand() + "; " + end.reason()))
                : Optional.empty();
    }

    /** A result says so, or names the netlink port that ended it. */
    private static boolean isOurs(Case ended) {
        var port = ended.finding().last().netlinkPort();
        return ended.mended() || (port.isPresent() && ended.ports().contains(port.getAsLong()));
    }

    private Credit() {}
}

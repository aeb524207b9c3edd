/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import static io.flowmend.streams.planner.Plan.say;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Remedy;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.planner.Case.Answer;
import io.flowmend.streams.planner.Sent.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do about one finding; pure.
 *
 * @param commandLife from issue to expiry
 * @param resultGrace how long after expiry a result may come
 * @param attempts commands for one set of targets, the first included
 */
record PlanRule(Duration commandLife, Duration resultGrace, int attempts) {

    /** A LIKELY finding of it may be a partitioned node whose pod still works: a person decides (field guide, 5C.1). */
    private static final String GHOSTFLOW = "ghostflow";

    /** The rule told a step of a finding, or the same with another remedy. */
    Plan onFinding(Optional<Case> known, Finding told, Situation at) {
        if (told.eager()) {
            return known.map(Plan::of).orElseGet(() -> eager(Case.of(told), at));
        }
        var next = known.map(before -> before.told(told)).orElseGet(() -> Case.of(told));
        if (known.filter(Case::isEnded).isPresent()) {
            return confirms(known.get(), told) ? confirmed(next, at) : Plan.of(next);
        }
        return next.isEnded() ? Lapse.of(next, at) : consider(next, at);
    }

    /** What an eager command could not mend was withdrawn only because nothing had settled it by then. */
    private static boolean confirms(Case withdrawn, Finding told) {
        return !withdrawn.settled()
                && withdrawn.sent().filter(last -> last.fate() == Fate.MISSED).isPresent()
                && !told.last().state().isEnd();
    }

    private Plan confirmed(Case withdrawn, Situation at) {
        var open = withdrawn.then(new Transition(FindingState.OPEN, at.issue(), "confirmed in order"), List.of());
        return missed(open, "the eager command did not mend it", List.of(), at);
    }

    /** Only commanded or dropped: the finding that is settled in order says the rest. */
    private Plan eager(Case fresh, Situation at) {
        var open = at.mode() == Mode.AUTO
                && at.canSign()
                && at.optOut().isEmpty()
                && at.closed().isEmpty()
                && at.spent().isEmpty();
        return open ? command(fresh, fresh.finding().remedy().orElseThrow(), at) : Plan.of(fresh);
    }

    /** An executor said something of one of the case's commands. */
    Plan onResult(Case before, Result result, Situation at) {
        var next = before.heard(result);
        if (next.isEnded()) {
            return Plan.of(Credit.given(next, result));
        }
        if (next.sent().filter(last -> last.id().equals(result.commandId())).isEmpty()) {
            return Plan.of(next); // of an earlier attempt: it counts once the fault ends
        }
        return switch (result.outcome()) {
            case STARTED -> Plan.of(next);
            case MENDED -> done(next.fate(Fate.DONE), FindingState.RESOLVED, result, at);
            case NOTHING_LEFT -> done(next.fate(Fate.DONE), FindingState.WITHDRAWN, result, at);
            case DRY_RUN -> consider(next.fate(Fate.DONE), at);
            case REFUSED -> refused(next, result, at);
            case FAILED, INTERRUPTED -> cameToNothing(next, result, at);
        };
    }

    /** A command counts once, by whatever was known of it first: silence, or this. */
    private Plan cameToNothing(Case next, Result result, Situation at) {
        return next.isInFlight()
                ? missed(next.fate(Fate.MISSED), result.reason(), List.of(result.line()), at)
                : Plan.of(next);
    }

    /** The rule sees the end of a settled finding; an eager one ends by the executor's word. */
    private Plan done(Case next, FindingState end, Result result, Situation at) {
        return next.settled() ? consider(next, at) : Plan.of(step(next, end, result));
    }

    /** One that came too late, or by the node's clock too early, is no judgement of what it wanted. */
    private Plan refused(Case next, Result result, Situation at) {
        var judged = next.sent()
                .filter(last -> last.isInTime(result.record().time()))
                .isPresent();
        return judged
                ? Plan.of(step(next.fate(Fate.REFUSED), FindingState.REFUSED, result))
                : cameToNothing(next, result, at);
    }

    /** A person spoke. */
    Plan onApproval(Case before, Approval word, Situation at) {
        if (before.isEnded()) {
            return Plan.of(before, Decision.of(before, at, Verdict.NEVER, word.text() + ", but the finding has ended"));
        }
        if (!word.yes()) {
            return say(before.answered(Answer.DENIED), at, Verdict.DENIED, word.text());
        }
        var plan = consider(before.answered(Answer.APPROVED), at);
        return plan.command().isPresent() || !plan.decisions().isEmpty() ? plan : unmoved(plan.next(), word, at);
    }

    /** A person is answered, also where nothing follows that was not said before; what waits goes on waiting. */
    private Plan unmoved(Case open, Approval word, Situation at) {
        var why = standing(open);
        return Plan.of(open, Decision.of(open, at, why.verdict(), word.text() + ", but " + why.reason()));
    }

    private Said standing(Case open) {
        if (open.isInFlight()) {
            return new Said(Verdict.WAIT, open.lastCommand() + " is under way");
        }
        if (open.finding().remedy().filter(remedy -> isSpent(open, remedy)).isPresent()) {
            return new Said(
                    Verdict.NEVER,
                    open.sent().filter(last -> last.fate() == Fate.MISSED).isPresent()
                            ? "not mended after " + open.missed() + " attempts"
                            : open.lastCommand() + " was carried out, and nothing further is to be mended");
        }
        return open.said().orElseThrow();
    }

    /** The time of the last command's result is over. */
    Plan onDue(Case before, Situation at) {
        if (before.isEnded()) {
            return Plan.of(before);
        }
        if (!before.settled() && !before.isInFlight()) {
            return Plan.of(before.then(
                    new Transition(
                            FindingState.WITHDRAWN,
                            at.now(),
                            "the eager command did not mend it, and it was not confirmed in order"),
                    List.of()));
        }
        var late = before.sent()
                .filter(last -> last.fate() == Fate.PENDING
                        && !at.now().isBefore(last.expiresAt().plus(resultGrace)));
        if (late.isEmpty()) {
            return before.isInFlight() ? Plan.of(before) : consider(before, at);
        }
        var words = "no result of " + late.get().id() + " by "
                + late.get().expiresAt().plus(resultGrace);
        var said = say(before.fate(Fate.MISSED), at, Verdict.UNANSWERED, words);
        if (!before.settled()) {
            return onDue(said.next(), at).after(said.decisions());
        }
        return missed(said.next(), words, List.of(), at).after(said.decisions());
    }

    /** Time has passed, or a budget is free again. */
    Plan onChance(Case before, Situation at) {
        return consider(before, at);
    }

    private Plan missed(Case next, String why, List<Evidence> lines, Situation at) {
        if (next.missed() < attempts || !next.settled()) {
            return next.settled() ? consider(next, at) : Plan.of(next);
        }
        var words = "not mended after " + next.missed() + " attempts: " + why;
        var open = next.then(new Transition(FindingState.OPEN, at.now(), words), lines);
        return say(open, at, Verdict.NEVER, words);
    }

    private Plan consider(Case open, Situation at) {
        var remedy = open.finding().remedy();
        if (open.isEnded() || open.answer() == Answer.DENIED) {
            return Plan.of(open);
        }
        if (remedy.isEmpty() && open.isInFlight()) {
            return Plan.of(open);
        }
        if (remedy.isEmpty()) {
            return say(open, at, Verdict.WAIT, "no remedy yet: somebody else may heal it, or there is only advice");
        }
        if (open.isInFlight()) {
            return bringsFurther(open, remedy.get())
                    ? say(open, at, Verdict.WAIT, "further targets wait for the result of " + open.lastCommand())
                    : Plan.of(open);
        }
        if (isSpent(open, remedy.get())) {
            return Plan.of(open);
        }
        if (isStillLeaving(open, remedy.get(), at)) {
            return say(open, at, Verdict.WAIT, "what " + open.lastCommand() + " mended is still leaving the finding");
        }
        return wanted(open, remedy.get(), at);
    }

    /** A finding names as many targets as a batch holds: while mended ones leave it, others come up one by one. */
    private boolean isStillLeaving(Case open, Remedy remedy, Situation at) {
        return open.mended()
                && open.sent()
                        .filter(last -> last.fate() == Fate.DONE
                                && at.now().isBefore(last.expiresAt().plus(resultGrace))
                                && Targets.of(remedy).stream().anyMatch(last.targets()::contains))
                        .isPresent();
    }

    private Plan wanted(Case open, Remedy remedy, Situation at) {
        var act = Targets.act(remedy);
        if (at.optOut().isPresent()) {
            return say(open, at, Verdict.NEVER, at.optOut().get());
        }
        if (at.mode() == Mode.OBSERVE) {
            return say(open, at, Verdict.WOULD_COMMAND, "mode is observe; would " + act);
        }
        if (!at.canSign()) {
            return say(open, at, Verdict.NEVER, "no signing key");
        }
        var approved = open.answer() == Answer.APPROVED;
        if (!approved && isUncertain(open.finding())) {
            return say(open, at, Verdict.AWAIT_APPROVAL, "the proof is only likely; would " + act);
        }
        if (!approved && at.mode() == Mode.APPROVE) {
            return say(open, at, Verdict.AWAIT_APPROVAL, "mode is approve; would " + act);
        }
        var obstacle = approved ? at.spent() : at.closed().or(at::spent);
        return obstacle.map(why -> say(open, at, Verdict.WAIT, why)).orElseGet(() -> command(open, remedy, at));
    }

    private Plan command(Case open, Remedy remedy, Situation at) {
        var attempt = open.attempts() + 1;
        var id = Command.id(open.id(), attempt);
        var repeats = open.sent().isPresent() && !bringsFurther(open, remedy);
        var left = left(open, remedy);
        var sent = new Sent(id, at.issue(), at.issue().plus(commandLife), Targets.of(remedy), Fate.PENDING);
        var words = Targets.act(left) + " on " + open.finding().subject().node();
        var next = open.sent(sent, repeats)
                .then(new Transition(FindingState.MENDING, at.issue(), id + " sent: " + words), List.of());
        var command = new Command(
                id, next.finding(), attempt, left, at.issue(), sent.expiresAt(), words + ": " + summary(next));
        var said = say(next, at, Verdict.COMMAND, words);
        return new Plan(said.next(), said.decisions(), Optional.of(command));
    }

    /** What the last command has mended is on its way out of the finding, and is not commanded again. */
    private static Remedy left(Case open, Remedy remedy) {
        return open.sent()
                .filter(last -> last.fate() == Fate.DONE)
                .map(last -> Targets.without(remedy, last.targets()))
                .orElse(remedy);
    }

    private static String summary(Case of) {
        return of.finding().summary();
    }

    private static Case step(Case next, FindingState state, Result result) {
        return next.then(new Transition(state, result.record().time(), result.reason()), List.of(result.line()));
    }

    /** For these targets there is no further command. */
    private boolean isSpent(Case open, Remedy remedy) {
        return open.sent().isPresent() && !bringsFurther(open, remedy) && !mayRepeat(open);
    }

    private boolean mayRepeat(Case open) {
        return open.sent().filter(last -> last.fate() == Fate.MISSED).isPresent() && open.missed() < attempts;
    }

    private static boolean bringsFurther(Case open, Remedy remedy) {
        return open.sent()
                .filter(last -> !last.targets().containsAll(Targets.of(remedy)))
                .isPresent();
    }

    private static boolean isUncertain(Finding finding) {
        return finding.rule().equals(GHOSTFLOW) && finding.confidence() == Confidence.LIKELY;
    }
}

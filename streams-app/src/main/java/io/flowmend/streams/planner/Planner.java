/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Remedy;
import io.flowmend.streams.order.SortedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The shell around the rule: looks up the case, asks, stores, and hands on what was decided. */
public final class Planner {

    /** Twice what a settled finding takes on a healthy platform, and less than half of a command's usual life. */
    private static final Duration STALE = Duration.ofSeconds(2);

    private final Cases cases;
    private final PlannerConfig config;
    private final PlanRule rule;
    private final Protections protections;
    private final OptOuts optOuts;
    private final BooleanSupplier canSign;
    private final Output output;
    /** A deadline before it is over, however late the case arrives that has it. */
    private Instant reached = Instant.MIN;

    /** Takes what was decided. */
    public interface Output {

        void decided(Decision decision, boolean eager);

        void command(Command command);

        /** The finding has a step or a line more. */
        void published(Finding finding);
    }

    /** @param canSign whether there is a signing key, asked per decision */
    public Planner(
            SortedStore store, PlannerCodec codec, PlannerConfig config, BooleanSupplier canSign, Output output) {
        this.cases = new Cases(store, codec, config.resultGrace());
        this.config = config;
        this.rule = new PlanRule(config.commandLife(), config.resultGrace(), config.attempts());
        this.protections = new Protections(store, codec, config);
        this.optOuts = new OptOuts(store);
        this.canSign = canSign;
        this.output = output;
    }

    public OptOuts optOuts() {
        return optOuts;
    }

    /**
     * A rule told of a finding.
     *
     * @param live the present, here and below: at it an eager finding is commanded, and what happened so long ago that a command
     *     would be born old. {@link Instant#MIN} in a replay, which has no present and no eager findings
     */
    public void finding(Finding told, Instant live) {
        var now = told.eager() ? live : time(told);
        var issue = issue(now, live);
        var known = told.eager() ? cases.read(told.id()) : cases.settled(told);
        if (told.eager() && known.isPresent()) {
            return;
        }
        alarm(known, told, issue);
        var plan =
                rule.onFinding(known, told, situation(known.map(Case::finding).orElse(told), now, issue));
        if (told.eager() && plan.command().isEmpty()) {
            return; // not ours to act on: the settled one comes
        }
        if (told.eager()) {
            cases.awaitsSettled(told);
        }
        carryOut(known, plan);
        overdue(live);
    }

    public void result(Result result, Instant live) {
        cases.read(result.findingId()).ifPresent(open -> {
            var now = result.record().time();
            carryOut(Optional.of(open), rule.onResult(open, result, situation(open.finding(), now, issue(now, live))));
        });
        overdue(live);
    }

    /**
     * A person spoke, by the clock of any machine: what it leads to is not commanded ahead of the present.
     *
     * @return false if there is no such finding
     */
    public boolean approval(Approval word, Instant live) {
        var found = cases.find(word.findingId());
        found.ifPresent(open -> {
            var now = word.record().time();
            var issue = isPresent(live) && now.isAfter(live) ? live : issue(now, live);
            carryOut(found, rule.onApproval(open, word, situation(open.finding(), now, issue)));
        });
        overdue(live);
        return found.isPresent();
    }

    /**
     * Event time has come this far: commands expire, budgets are free again, the ended is forgotten.
     *
     * @return how many cases were asked again
     */
    public int clock(Instant now, Instant live) {
        reached = now.isAfter(reached) ? now : reached;
        overdue(live);
        var waiting = cases.waiting();
        for (var id : waiting) {
            cases.read(id)
                    .ifPresent(open -> carryOut(
                            Optional.of(open), rule.onChance(open, situation(open.finding(), now, issue(now, live)))));
        }
        cases.forgetEnded(now.minus(config.memory()));
        protections.forget(reached);
        return waiting.size();
    }

    /**
     * In a replay: something of this time comes next, and nothing before it any more. Commands expire that should have been
     * answered sooner.
     */
    public void before(Instant next) {
        var passed = next.minusNanos(1000);
        reached = passed.isAfter(reached) ? passed : reached;
        overdue(Instant.MIN);
    }

    /** What is over is decided at its deadline, not at the tick that shows it; a next attempt may be over by now, too. */
    private void overdue(Instant live) {
        for (var all = cases.unanswered(reached); !all.isEmpty(); all = cases.unanswered(reached)) {
            for (var due : all) {
                cases.read(due.id())
                        .ifPresent(open -> carryOut(
                                Optional.of(open),
                                rule.onDue(open, situation(open.finding(), due.at(), issue(due.at(), live)))));
            }
        }
    }

    private static Instant issue(Instant now, Instant live) {
        return isPresent(live) && now.isBefore(live.minus(STALE)) ? live : now;
    }

    private static boolean isPresent(Instant live) {
        return !live.equals(Instant.MIN);
    }

    private void alarm(Optional<Case> known, Finding told, Instant arrival) {
        var fresh = known.filter(Case::alarmed).isEmpty();
        if (fresh && told.remedy().isPresent() && !told.last().state().isEnd()) {
            protections.alarm(told, arrival);
        }
    }

    private void carryOut(Optional<Case> before, Plan plan) {
        var next = plan.next().finding().remedy().isPresent() ? plan.next().alarm() : plan.next();
        var changed = before.filter(next::equals).isEmpty();
        if (changed) {
            cases.write(plan, next);
        }
        publish(before.map(Case::finding), next.finding());
        plan.command().ifPresent(command -> {
            protections.spend(command.finding(), command.issuedAt());
            output.command(command);
        });
        plan.decisions().forEach(decision -> output.decided(decision, !next.settled()));
    }

    /** Once per step of its life, or once if only its lines have changed. */
    private void publish(Optional<Finding> before, Finding now) {
        var steps = now.transitions();
        var known = before.map(each -> each.transitions().size()).orElse(0);
        for (var count = known + 1; count < steps.size(); count++) {
            output.published(now.lived(now.epoch(), steps.subList(0, count), now.evidence()));
        }
        if (before.filter(now::equals).isEmpty()) {
            output.published(now);
        }
    }

    private Situation situation(Finding finding, Instant now, Instant issue) {
        var mode = config.modes().of(finding);
        return new Situation(
                now,
                issue,
                mode,
                optOuts.of(finding),
                mode != Mode.OBSERVE && canSign.getAsBoolean(),
                protections.closed(issue),
                protections.spent(finding, issue));
    }

    /** A finding is decided at its last step, or at the last sight of what its remedy names, whichever is later. */
    public static Instant time(Finding told) {
        var last = told.last().at();
        return told.remedy()
                .flatMap(Planner::seen)
                .filter(seen -> seen.isAfter(last) && !told.last().state().isEnd())
                .orElse(last);
    }

    private static Optional<Instant> seen(Remedy remedy) {
        var times = new ArrayList<Instant>();
        remedy.entries().forEach(entry -> times.add(entry.seenAt()));
        remedy.sockets().forEach(socket -> times.add(socket.seenAt()));
        return times.stream().max(Comparator.naturalOrder());
    }
}

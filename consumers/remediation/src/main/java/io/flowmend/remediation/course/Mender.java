/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.remediation.journal.Journal;
import io.flowmend.remediation.order.Order;
import io.flowmend.remediation.order.Refusal;
import io.flowmend.remediation.order.Target;
import io.flowmend.remediation.step.Addressed;
import io.flowmend.remediation.step.Node;
import io.flowmend.remediation.step.Pipeline;
import io.flowmend.remediation.step.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes commands through the pipeline. One thread owns it; nothing in it blocks but the acknowledgement of a start. */
public final class Mender {

    private final Parts parts;
    private final List<Course> waiting = new ArrayList<>();
    /** Begun and done, and told; a journal that called them ended too soon would let a kill lose the answer. */
    private final Set<String> unacknowledged = new HashSet<>();

    /** @param dryRun nothing is acted on, whatever a command's own mode is */
    public record Parts(
            Pipeline pipeline,
            Node node,
            Addressed addressed,
            boolean dryRun,
            Journal journal,
            Results results,
            Account account) {}

    public Mender(Parts parts) {
        this.parts = parts;
    }

    /** A command, at the moment at which it became readable. */
    public void take(Order order) {
        var received = new Received(
                order, parts.node().clock().now(), parts.node().clock().nanos());
        parts.pipeline().refusal(received).ifPresentOrElse(refusal -> refuse(received, refusal), () -> begin(received));
    }

    /** Takes what waits a step further, and notes what has been acknowledged. */
    public void turn() {
        parts.results().delivered().stream().filter(unacknowledged::remove).forEach(this::ended);
        waiting.removeIf(this::isDone);
    }

    /** Whether commands wait for something that may still come true. */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /**
     * Looks at what an earlier life has begun and not ended, and says so. It is never acted on again: what that life did, and what
     * happened since, is not known.
     *
     * @param answered commands whose end the results topic has
     */
    public void recover(Function<String, Optional<Order>> reader, Set<String> answered) {
        for (var left : parts.journal().unfinished()) {
            var order = answered.contains(left.commandId()) ? Optional.<Order>empty() : reader.apply(left.image());
            order.ifPresentOrElse(this::interrupted, () -> ended(left.commandId()));
        }
    }

    private void begin(Received received) {
        parts.journal().remember(received.order().id(), received.at());
        var course = new Course(
                received,
                parts.pipeline(),
                parts.node(),
                parts.dryRun() || received.order().dryRun());
        if (!isDone(course)) {
            waiting.add(course);
        }
    }

    private boolean isDone(Course course) {
        var done = course.advance();
        if (done) {
            var outcomes = course.items().stream().map(Item::outcome).toList();
            var verdict = Verdict.of(outcomes);
            outcomes.forEach(outcome -> {
                if (outcome instanceof Outcome.Refused(var refusal)) {
                    parts.account().refused(refusal);
                }
            });
            tellUntilAcknowledged(report(
                    course.received(),
                    verdict,
                    course.isDryRun(),
                    course.actedAt(),
                    Optional.empty(),
                    course.items().stream().map(Item::report).toList()));
        }
        return done;
    }

    private void refuse(Received received, Refusal refusal) {
        parts.account().refused(refusal);
        switch (refusal) {
            // Another node answers for its own; a doubled command has its answer already, which this must not
            // overwrite.
            case Refusal.NotForMe _, Refusal.AlreadySeen _ -> {}
            // Nobody known has written it: it gets an answer, and leaves no trace that could hinder the true command.
            case Refusal.Unsigned _, Refusal.UnknownKey _, Refusal.RevokedKey _, Refusal.WrongSignature _ -> {
                if (parts.addressed().check(received).isEmpty()
                        && !parts.journal().seen(received.order().id())) {
                    tell(refused(received, refusal));
                }
            }
            case Refusal.Expired _,
                    Refusal.FromTheFuture _,
                    Refusal.LivesTooLong _,
                    Refusal.PerhapsSeen _,
                    Refusal.SwitchedOff _,
                    Refusal.ActionNotAllowed _,
                    Refusal.NotPossible _,
                    Refusal.BatchTooLarge _,
                    Refusal.StateDiffers _,
                    Refusal.NotKnown _,
                    Refusal.WaitedInVain _,
                    Refusal.BrokerSilent _,
                    Refusal.JournalFailed _,
                    Refusal.KernelRefused _ -> {
                // An answer is final: a command that was refused is not reconsidered after a restart.
                if (!parts.journal().seen(received.order().id())) {
                    parts.journal().remember(received.order().id(), received.at());
                    tell(refused(received, refusal));
                    ended(received.order().id());
                }
            }
        }
    }

    private Report refused(Received received, Refusal refusal) {
        return report(
                received,
                new Verdict(Status.REFUSED, refusal.words()),
                parts.dryRun() || received.order().dryRun(),
                Optional.empty(),
                Optional.of(refusal),
                List.of());
    }

    private Report report(
            Received received,
            Verdict verdict,
            boolean dryRun,
            Optional<Instant> actedAt,
            Optional<Refusal> refusal,
            List<ItemReport> items) {
        return new Report(
                received.order(),
                verdict.status(),
                dryRun,
                verdict.reason(),
                parts.node().clock().now(),
                Optional.of(received.at()),
                actedAt,
                Duration.ofNanos(parts.node().clock().nanos() - received.nanos()),
                refusal,
                actedAt.isPresent() ? parts.node().hands().ports() : List.of(),
                items);
    }

    private void interrupted(Order order) {
        var items = order.task().targets().stream().map(this::look).toList();
        var broken = items.stream()
                .filter(item -> item.outcome() instanceof Outcome.Refused)
                .count();
        tellUntilAcknowledged(new Report(
                order,
                Status.INTERRUPTED,
                false,
                "begun by an earlier life of the executor, not acted on again; " + broken + " of " + items.size()
                        + " targets are as they were",
                parts.node().clock().now(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                List.of(),
                items));
    }

    private ItemReport look(Target target) {
        try {
            var seen = Observation.of(parts.node().hands(), target);
            var outcome = seen.broken()
                    ? new Outcome.Refused(new Refusal.StateDiffers(seen.words() + "; not acted on again"))
                    : new Outcome.NothingLeft(seen.words());
            return new ItemReport(target.words(), outcome, Optional.empty(), seen.seen());
        } catch (NetlinkException refused) {
            var why = new Refusal.KernelRefused(String.valueOf(refused.getMessage()));
            return new ItemReport(target.words(), new Outcome.Refused(why), Optional.empty(), Optional.empty());
        }
    }

    private void tellUntilAcknowledged(Report report) {
        unacknowledged.add(report.order().id());
        tell(report);
    }

    private void tell(Report report) {
        parts.account().ended(report);
        parts.results().send(report);
    }

    /** A journal that cannot be written any more would forget what is done next: the process ends, and is restarted or not. */
    private void ended(String commandId) {
        try {
            parts.journal().ended(commandId, parts.node().clock().now());
        } catch (IOException failed) {
            throw new UncheckedIOException("the journal cannot be written", failed);
        }
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.remediation.order.Refusal;
import io.flowmend.remediation.order.Target;
import io.flowmend.remediation.step.Look;
import io.flowmend.remediation.step.Node;
import io.flowmend.remediation.step.Pipeline;
import io.flowmend.remediation.step.Received;
import io.flowmend.remediation.step.Round;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One command that has passed the gates. {@link #advance} takes it as far as it gets without waiting: first a look at all targets;
 * once one of them is as expected the start is recorded, which takes milliseconds, so then everything is looked at anew and each
 * target is acted on in the same breath in which it was found as expected.
 */
final class Course {

    private final Received received;
    private final Pipeline pipeline;
    private final Node node;
    private final boolean dryRun;
    private final List<Item> items;
    private boolean started;
    private long lastAct;

    Course(Received received, Pipeline pipeline, Node node, boolean dryRun) {
        this.received = received;
        this.pipeline = pipeline;
        this.node = node;
        this.dryRun = dryRun;
        this.items = received.order().task().targets().stream().map(Item::new).toList();
    }

    Received received() {
        return received;
    }

    boolean isDryRun() {
        return dryRun;
    }

    List<Item> items() {
        return items;
    }

    Optional<Instant> actedAt() {
        return items.stream().flatMap(item -> item.actedAt().stream()).min(Instant::compareTo);
    }

    /** @return whether every target is settled */
    boolean advance() {
        pipeline.refusalNow(received).ifPresent(this::endWaiting);
        if (!started && !dryRun && anyFits()) {
            started = true;
            pipeline.started(received).ifPresent(this::refuseOpen);
        }
        if (started || dryRun) {
            eachOpen(this::attempt);
        }
        giveUpWhenExpired();
        observe();
        return items.stream().allMatch(Item::isSettled);
    }

    /** Settles what is settled at the first look. */
    private boolean anyFits() {
        var fits = new boolean[1];
        eachOpen((item, round) -> fits[0] |= looksRight(item, round));
        return fits[0];
    }

    private void attempt(Item item, Round round) {
        if (!looksRight(item, round)) {
            return;
        }
        if (dryRun) {
            item.settle(new Outcome.DryRun());
            return;
        }
        var refusal = pipeline.refusalNow(received);
        if (refusal.isPresent()) {
            item.settle(new Outcome.Refused(refusal.get()));
        } else if (round.isFresh()) {
            act(item, round);
        } else {
            item.waitsFor("its readings were too old to act on by the time they were complete");
        }
    }

    private void act(Item item, Round round) {
        try {
            if (round.act()) {
                item.acted(node.clock().now());
                lastAct = node.clock().nanos();
            } else {
                item.settle(new Outcome.NothingLeft("it went in the moment before the act"));
            }
        } catch (ActTimeout late) {
            item.acted(node.clock().now());
            item.observed(Optional.empty(), new Outcome.Failed(String.valueOf(late.getMessage())));
        }
    }

    private boolean looksRight(Item item, Round round) {
        var look = pipeline.look(round);
        item.saw(round.seen());
        return switch (look) {
            case Look.Holds _ -> true;
            case Look.NotYet(var why) -> {
                item.waitsFor(why);
                yield false;
            }
            case Look.Differs(var refusal) -> {
                item.settle(new Outcome.Refused(refusal));
                yield false;
            }
            case Look.NothingLeft(var why) -> {
                item.settle(new Outcome.NothingLeft(why));
                yield false;
            }
        };
    }

    private interface Each {
        void of(Item item, Round round);
    }

    private void eachOpen(Each each) {
        Function<Target, Round> rounds = node.rounds(received.order().task());
        for (var item : items) {
            if (item.isOpen()) {
                try {
                    each.of(item, rounds.apply(item.target()));
                } catch (NetlinkException | ActTimeout refused) {
                    item.settle(new Outcome.Refused(new Refusal.KernelRefused(String.valueOf(refused.getMessage()))));
                }
            }
        }
    }

    private void refuseOpen(Refusal refusal) {
        items.stream().filter(Item::isOpen).forEach(item -> item.settle(new Outcome.Refused(refusal)));
    }

    /** What was already looked at says what it waited for. */
    private void endWaiting(Refusal refusal) {
        for (var item : items) {
            if (item.isOpen()) {
                item.settle(new Outcome.Refused(
                        refusal instanceof Refusal.Expired && item.isWaiting()
                                ? new Refusal.WaitedInVain(item.waitingFor())
                                : refusal));
            }
        }
    }

    private void giveUpWhenExpired() {
        if (!received.left(node.clock().now(), node.clock().nanos()).isPositive()) {
            items.stream()
                    .filter(Item::isOpen)
                    .forEach(item -> item.settle(new Outcome.Refused(new Refusal.WaitedInVain(item.waitingFor()))));
        }
    }

    /** The second observation, once for each target, when the next packets have had time to show what the rules do with them. */
    private void observe() {
        if (node.clock().nanos() - lastAct < node.limits().settle().toNanos()) {
            return;
        }
        items.stream().filter(item -> item.isActed() && !item.isSettled()).forEach(this::observe);
    }

    private void observe(Item item) {
        try {
            var seen = Observation.of(node.hands(), item.target());
            item.observed(
                    seen.seen(), seen.broken() ? new Outcome.Failed(seen.words()) : new Outcome.Mended(seen.words()));
        } catch (NetlinkException | ActTimeout refused) {
            item.observed(
                    Optional.empty(), new Outcome.Failed("acted, but cannot be observed: " + refused.getMessage()));
        }
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.remediation.clock.GuardedClock;
import io.flowmend.remediation.codec.Orders;
import io.flowmend.remediation.course.Account;
import io.flowmend.remediation.course.Announced;
import io.flowmend.remediation.course.Mender;
import io.flowmend.remediation.course.Report;
import io.flowmend.remediation.course.Status;
import io.flowmend.remediation.journal.Journal;
import io.flowmend.remediation.journal.NotSeen;
import io.flowmend.remediation.order.Order;
import io.flowmend.remediation.order.Target;
import io.flowmend.remediation.order.Task;
import io.flowmend.remediation.step.Addressed;
import io.flowmend.remediation.step.Limits;
import io.flowmend.remediation.step.LocalPolicy;
import io.flowmend.remediation.step.Node;
import io.flowmend.remediation.step.OffSwitch;
import io.flowmend.remediation.step.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** One race from its seed to its judgement: the executor as its process assembles it, above a {@link World}. */
final class Race {

    private static final String ID = "cmd-race";
    private static final int DECOYS = 2;
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final int MOST_TURNS = 100_000;

    private final long seed;
    private final Commands commands;
    private final UnaryOperator<Pipeline> change;
    private final Scenario scenario;
    private final Judge judge = new Judge();
    private final World world;
    private final SimulatedJournal disk;
    private final SimulatedResults results;
    private final Deque<Order> inbox = new ArrayDeque<>();
    private final Order command;

    Race(long seed, Commands commands, UnaryOperator<Pipeline> change) {
        this.seed = seed;
        this.commands = commands;
        this.change = change;
        this.scenario = Scenario.of(seed);
        var random = new SplittableRandom(~seed);
        this.world = new World(scenario, random, judge);
        this.disk = new SimulatedJournal(world);
        this.results = new SimulatedResults(world);
        var throughService = random.nextBoolean();
        var targets = targets(0, scenario.targets(), throughService);
        var decoys = targets(scenario.targets(), DECOYS, throughService);
        var issuedAt = World.BEGIN.minusMillis(random.nextInt(10));
        // One in eight comes when it has expired: delivered late, or read from far back.
        this.command = commands.good(
                ID, scenario, targets, random.nextInt(8) == 0 ? issuedAt.minus(scenario.life()) : issuedAt);
        targets.forEach(target -> world.names(target, command.expiresAt()));
        if (random.nextInt(8) == 0) {
            inbox.add(commands.forged(random.nextBoolean() ? ID : "cmd-forged", scenario, decoys, issuedAt));
        }
        if (random.nextInt(8) == 0) {
            inbox.add(commands.foreign("cmd-foreign", scenario, decoys, issuedAt));
        }
        inbox.add(command);
    }

    RaceRun run() {
        var alive = true;
        while (alive) {
            try {
                live();
                alive = false;
            } catch (PowerCut cut) {
                world.nextLife();
                inbox.add(command); // the consumer begins again before it
            }
        }
        return told();
    }

    private void live() {
        var mender = mender();
        for (var turn = 0; turn < MOST_TURNS; turn++) {
            while (!inbox.isEmpty()) {
                mender.take(inbox.remove());
            }
            if (mender.isWaiting()) {
                world.awaitRules(GLANCE);
            }
            mender.turn();
            if (!mender.isWaiting() && !world.pass()) {
                return;
            }
            IntStream.range(0, world.takeDeliveries()).forEach(_ -> inbox.add(command));
        }
        throw new IllegalStateException("race " + seed + " does not end");
    }

    private Mender mender() {
        try {
            var limits = Limits.standard();
            var journal = Journal.open(disk, world.wall(), limits.mostLife().multipliedBy(2));
            var clock = new GuardedClock(world, journal.latest());
            var node = new Node(world, world, clock, limits);
            var addressed = new Addressed(Cast.CLUSTER, Cast.NODE);
            var policy = new LocalPolicy(false, Set.of(Task.DELETE_CONNTRACK_ENTRIES, Task.DESTROY_SOCKETS), 1_024);
            var pipeline = change.apply(Pipeline.standard(new Pipeline.Parts(
                    commands::state,
                    addressed,
                    clock,
                    List.of(new NotSeen(journal), new Announced(results, node)),
                    new OffSwitch(Path.of("executor.off"), world::isOff),
                    policy,
                    limits)));
            var mender =
                    new Mender(new Mender.Parts(pipeline, node, addressed, false, journal, results, Account.none()));
            mender.recover(Orders::read, results.ended());
            return mender;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<Target> targets(int from, int count, boolean throughService) {
        var targets = new ArrayList<Target>();
        for (var index = from; index < from + count; index++) {
            targets.add(
                    scenario.form().isSocket()
                            ? world.newSocket(index, throughService).identity
                            : world.newEntry(index).asTarget());
        }
        return targets;
    }

    private RaceRun told() {
        if (judge.acts() > 0) {
            judge.demand(disk.hasStarted(), Wrong.NOT_JOURNALLED);
            judge.demand(results.hasStarted(ID), Wrong.NOT_ANNOUNCED);
        }
        var last = results.taken().stream()
                .filter(report -> report.order().node().equals(Cast.NODE))
                .filter(report -> report.order().id().equals(ID) && report.status() != Status.STARTED)
                .reduce((_, later) -> later);
        return new RaceRun(
                seed,
                scenario.form().name(),
                world.happened().stream().map(Enum::name).toList(),
                last.map(Report::status).map(Enum::name).orElse("NONE"),
                last.map(Report::reason).orElse(""),
                judge.acts(),
                judge.narrow(),
                world.life() + 1,
                Duration.between(World.BEGIN, world.trueTime()),
                judge.wrongs());
    }
}

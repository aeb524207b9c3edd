/* Licensed under Apache-2.0. */
package io.flowmend.lab;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.lab.cases.Case;
import io.flowmend.lab.mender.Mender;
import io.flowmend.lab.report.RunReport;
import io.flowmend.lab.report.Summary;
import io.flowmend.lab.report.Words;
import io.flowmend.lab.world.Dataplane;
import io.flowmend.lab.world.World;
import io.flowmend.local.platform.Progress;
import io.flowmend.local.platform.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Cases in one world, one after the other: first the runs without Flowmend, then those with it. */
record Session(
        StateFolder folder,
        List<Case> wanted,
        Dataplane.Kind dataplane,
        Plan plan,
        Map<String, String> settings,
        Progress progress,
        boolean json) {

    /** How often each case. */
    record Plan(int runs, int offRuns, int warmUps) {}

    ExitCode run() throws InterruptedException {
        try (var world = World.open(dataplane, folder(folder, "world"), progress)) {
            var off = new Runs(world, this::say).off(wanted, plan.offRuns());
            return plan.runs() == 0 ? end(withoutFlowmend(world, off)) : end(on(world, off));
        }
    }

    private List<Summary> withoutFlowmend(World world, Map<Case, List<RunReport>> off) {
        return wanted.stream()
                .map(one -> summary(world, one, List.of(), off.getOrDefault(one, List.of()), List.of()))
                .toList();
    }

    private List<Summary> on(World world, Map<Case, List<RunReport>> off) throws InterruptedException {
        var wide = wanted.stream().allMatch(Case::breaksManyServices);
        var bounds = new HashMap<>(wide ? Mender.wideBounds() : Map.of());
        bounds.putAll(settings);
        try (var mender = Mender.start(folder, world, bounds, progress)) {
            warmUp(world, mender);
            var summaries = new ArrayList<Summary>();
            var before = new HashSet<String>();
            for (var one : wanted) {
                var reports = new Runs(world, this::say).on(one, plan.runs(), mender);
                var wrong = mender.judge().wrong().stream().filter(before::add).toList();
                wrong.forEach(act -> progress.say("WRONG: " + act));
                summaries.add(summary(world, one, reports, off.getOrDefault(one, List.of()), wrong));
            }
            return summaries;
        }
    }

    private Summary summary(World world, Case one, List<RunReport> reports, List<RunReport> off, List<String> wrong) {
        return new Summary(
                one.name(), dataplane, one.mendedBy(dataplane), world.api().real(), reports, off, wrong);
    }

    private ExitCode end(List<Summary> summaries) {
        for (var summary : summaries) {
            if (json) {
                System.out.println(summary.json());
            } else {
                Words.lines(summary).forEach(System.out::println);
            }
        }
        return summaries.stream().allMatch(Summary::asItShould) ? ExitCode.OK : ExitCode.FAILED;
    }

    /** An executor in service has acted before; the first act of a virtual machine takes it half a second. Told, not counted. */
    private void warmUp(World world, Mender mender) throws InterruptedException {
        if (plan.warmUps() > 0) {
            new Runs(
                            world,
                            (of, report) -> Words.lines(report)
                                    .forEach(line -> progress.say("warm-up, not counted: " + line.strip())))
                    .on(wanted.getFirst(), plan.warmUps(), mender);
        }
    }

    private void say(Case one, RunReport report) {
        if (json) {
            System.out.println(Words.json(one.name(), dataplane, report));
        } else {
            Words.lines(report).forEach(System.out::println);
        }
    }

    static Path folder(StateFolder state, String name) {
        try {
            return Files.createDirectories(state.path().resolve(name));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

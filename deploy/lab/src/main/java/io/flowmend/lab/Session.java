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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One case in one world: the runs without Flowmend, then those with it. */
record Session(
        StateFolder folder,
        Case wanted,
        Dataplane.Kind dataplane,
        int runs,
        int offRuns,
        int warmUps,
        Map<String, String> settings,
        Progress progress,
        boolean json) {

    ExitCode run() throws InterruptedException {
        try (var world = World.open(dataplane, folder(folder, "world"), progress)) {
            var off = new Runs(world, wanted, this::say).off(offRuns);
            var mended = runs == 0 ? new Mended(List.of(), List.of()) : on(world);
            var summary = new Summary(
                    wanted.name(),
                    dataplane,
                    wanted.mendedBy(dataplane),
                    world.api().real(),
                    mended.runs(),
                    off,
                    mended.wrong());
            if (json) {
                System.out.println(summary.json());
            } else {
                Words.lines(summary).forEach(System.out::println);
            }
            return summary.asItShould() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private record Mended(List<RunReport> runs, List<String> wrong) {}

    private Mended on(World world) throws InterruptedException {
        var bounds = new HashMap<>(wanted.breaksManyServices() ? Mender.wideBounds() : Map.of());
        bounds.putAll(settings);
        try (var mender = Mender.start(folder, world, bounds, progress)) {
            warmUp(world, mender);
            var reports = new Runs(world, wanted, this::say).on(runs, mender);
            return new Mended(reports, mender.judge().wrong());
        }
    }

    /** An executor in service has acted before; the first act of a virtual machine takes it half a second. Told, not counted. */
    private void warmUp(World world, Mender mender) throws InterruptedException {
        if (warmUps > 0) {
            new Runs(
                            world,
                            wanted,
                            report -> Words.lines(report)
                                    .forEach(line -> progress.say("warm-up, not counted: " + line.strip())))
                    .on(warmUps, mender);
        }
    }

    private void say(RunReport report) {
        if (json) {
            System.out.println(Words.json(wanted.name(), dataplane, report));
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

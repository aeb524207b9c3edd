/* Licensed under Apache-2.0. */
package io.flowmend.lab;

import io.flowmend.lab.cases.Case;
import io.flowmend.lab.mender.Mender;
import io.flowmend.lab.report.Course;
import io.flowmend.lab.report.RunReport;
import io.flowmend.lab.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Runs in one world, as many at a time as they bear. */
record Runs(World world, BiConsumer<Case, RunReport> listener) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So many senders share two cores with their proxy. */
    private static final int AT_ONCE_OFF = 10;

    /** Nobody mends; all cases are broken side by side, for each run takes long. */
    Map<Case, List<RunReport>> off(List<Case> cases, int count) throws InterruptedException {
        var runs = cases.stream()
                .flatMap(wanted -> IntStream.rangeClosed(1, count).mapToObj(number -> new Run(wanted, number)))
                .toList();
        return all(runs, AT_ONCE_OFF, run -> {
            try (var breakage = run.of().breakFlow(world)) {
                var mend = breakage.await(run.of().patienceOff());
                return new RunReport(false, run.number(), breakage.flows(), breakage.cause(), mend, Course.NONE);
            }
        });
    }

    /** Flowmend may mend. */
    List<RunReport> on(Case wanted, int count, Mender mender) throws InterruptedException {
        var courses = mender.courses();
        var runs = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Run(wanted, number))
                .toList();
        return all(runs, wanted.atOnce(), run -> {
                    mender.check();
                    try (var breakage = wanted.breakFlow(world)) {
                        mender.judge().allow(breakage);
                        var mend = breakage.await(wanted.patience());
                        var course = courses.of(breakage);
                        return new RunReport(true, run.number(), breakage.flows(), breakage.cause(), mend, course);
                    }
                })
                .getOrDefault(wanted, List.of());
    }

    private record Run(Case of, int number) {}

    private record Told(Case of, RunReport report) {}

    private Map<Case, List<RunReport>> all(List<Run> runs, int atOnce, Function<Run, RunReport> make)
            throws InterruptedException {
        var threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().daemon().name("lab-run-", 1).factory());
        try {
            var running = new ExecutorCompletionService<Told>(threads);
            runs.forEach(run -> running.submit(() -> new Told(run.of(), make.apply(run))));
            return reports(running, runs.size());
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Map<Case, List<RunReport>> reports(ExecutorCompletionService<Told> running, int count)
            throws InterruptedException {
        var reports = new HashMap<Case, List<RunReport>>();
        for (var taken = 0; taken < count; taken++) {
            try {
                var told = running.take().get();
                reports.computeIfAbsent(told.of(), of -> new ArrayList<>()).add(told.report());
                listener.accept(told.of(), told.report());
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(failed.getCause());
            }
        }
        return reports;
    }
}

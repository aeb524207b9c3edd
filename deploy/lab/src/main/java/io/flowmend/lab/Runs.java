/* Licensed under Apache-2.0. */
package io.flowmend.lab;

import io.flowmend.lab.cases.Case;
import io.flowmend.lab.mender.Mender;
import io.flowmend.lab.report.Course;
import io.flowmend.lab.report.RunReport;
import io.flowmend.lab.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Runs of one case in one world, as many at a time as they bear. */
record Runs(World world, Case wanted, Consumer<RunReport> listener) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So many senders share two cores with their proxy. */
    private static final int AT_ONCE_OFF = 10;

    /** Nobody mends; they are broken side by side, for each takes long. */
    List<RunReport> off(int count) throws InterruptedException {
        return all(count, AT_ONCE_OFF, number -> {
            try (var breakage = wanted.breakFlow(world)) {
                var mend = breakage.await(wanted.patienceOff());
                return new RunReport(false, number, breakage.flows(), breakage.cause(), mend, Course.NONE);
            }
        });
    }

    /** Flowmend may mend. */
    List<RunReport> on(int count, Mender mender) throws InterruptedException {
        var courses = mender.courses();
        return all(count, wanted.atOnce(), number -> {
            mender.check();
            try (var breakage = wanted.breakFlow(world)) {
                mender.judge().allow(breakage);
                var mend = breakage.await(wanted.patience());
                var course = courses.of(breakage);
                return new RunReport(true, number, breakage.flows(), breakage.cause(), mend, course);
            }
        });
    }

    private List<RunReport> all(int count, int atOnce, IntFunction<RunReport> run) throws InterruptedException {
        var threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().daemon().name("lab-run-", 1).factory());
        try {
            var running = new ExecutorCompletionService<RunReport>(threads);
            for (var number = 1; number <= count; number++) {
                var mine = number;
                running.submit(() -> run.apply(mine));
            }
            return reports(running, count);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private List<RunReport> reports(ExecutorCompletionService<RunReport> running, int count)
            throws InterruptedException {
        var reports = new ArrayList<RunReport>();
        for (var taken = 0; taken < count; taken++) {
            try {
                var report = running.take().get();
                reports.add(report);
                listener.accept(report);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(failed.getCause());
            }
        }
        return reports;
    }
}

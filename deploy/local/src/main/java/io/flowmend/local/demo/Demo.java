/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.findings.FindingReader;
import io.flowmend.local.replay.Pace;
import io.flowmend.local.replay.Play;
import io.flowmend.local.replay.ReplayPlan;
import io.flowmend.local.replay.Replayer;
import io.flowmend.schemas.finding.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Plays a scenario as if it happened now, into a private platform on which the topology runs. For one thread. */
public final class Demo {

    private static final Duration HEAD_START = Duration.ofMillis(500);
    /** After the last record: findings may still be on their way, and one too many must have time to show. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Scenario scenario;
    private final KafkaSettings kafka;
    private final int partitions;
    private final Clock clock;
    private final Map<String, Finding> last = new LinkedHashMap<>();

    public Demo(Scenario scenario, KafkaSettings kafka, int partitions, Clock clock) {
        this.scenario = scenario;
        this.kafka = kafka;
        this.partitions = partitions;
        this.clock = clock;
    }

    /**
     * Returns when the scenario is over and nothing more comes, or when it is told to stop.
     *
     * @param shown gets each state of each finding as it appears
     */
    public Comparison run(Consumer<Finding> shown, BooleanSupplier stop) throws InterruptedException {
        var player = new FutureTask<>(player());
        var thread = Thread.ofVirtual().name("demo").start(player);
        try (var reader = new FindingReader(kafka)) {
            Consumer<Finding> taken = finding -> {
                last.put(finding.getId(), finding);
                shown.accept(finding);
            };
            while (!player.isDone() && !stop.getAsBoolean()) {
                reader.changes(taken);
            }
            if (player.isDone()) {
                player.get();
                settle(reader, taken, stop);
            }
            return comparison();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the scenario could not be played", failed.getCause());
        } finally {
            thread.interrupt();
        }
    }

    private void settle(FindingReader reader, Consumer<Finding> taken, BooleanSupplier stop) {
        var began = clock.instant();
        while (!stop.getAsBoolean()) {
            reader.changes(taken);
            var waited = Duration.between(began, clock.instant());
            if (waited.compareTo(comparison().missing().isEmpty() ? QUIET : PATIENCE) > 0) {
                return;
            }
        }
    }

    private Comparison comparison() {
        return Comparison.of(
                scenario.expected(), last.values().stream().map(Expected::of).toList());
    }

    private Callable<Boolean> player() {
        return () -> {
            var begin = scenario.recording().records().stream()
                    .map(record -> record.timestamp())
                    .min(Instant::compareTo)
                    .orElseThrow();
            var shift = Duration.between(begin, clock.instant().plus(HEAD_START));
            List<Play> plays = new ReplayPlan(scenario.recording(), partitions, shift).plays();
            new Replayer(kafka).play(plays, Pace.live(begin.minus(HEAD_START), clock));
            return true;
        };
    }
}

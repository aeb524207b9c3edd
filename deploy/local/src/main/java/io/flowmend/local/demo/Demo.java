/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.replay.Pace;
import io.flowmend.local.replay.Play;
import io.flowmend.local.replay.ReplayPlan;
import io.flowmend.local.replay.Replayer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    private final DemoScenario scenario;
    private final KafkaSettings kafka;
    private final int partitions;
    private final Clock clock;
    private final Optional<ScenarioNode> node;
    private final Story story = new Story();

    /** @param node whose executor runs beside the topology; it is told when the play begins */
    public Demo(DemoScenario scenario, Optional<ScenarioNode> node, KafkaSettings kafka, int partitions, Clock clock) {
        this.scenario = scenario;
        this.node = node;
        this.kafka = kafka;
        this.partitions = partitions;
        this.clock = clock;
    }

    /**
     * Returns when the scenario is over and nothing more comes, or when it is told to stop.
     *
     * @param shown gets all that is said, as it comes
     */
    public Comparison run(Consumer<News> shown, BooleanSupplier stop) throws InterruptedException {
        var player = new FutureTask<>(player());
        var thread = Thread.ofVirtual().name("demo").start(player);
        try (var reader = new NewsReader(kafka)) {
            while (!player.isDone() && !stop.getAsBoolean()) {
                take(reader.next(), shown);
            }
            if (player.isDone()) {
                player.get();
                settle(reader, shown, stop);
            }
            return comparison();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the scenario could not be played", failed.getCause());
        } finally {
            thread.interrupt();
        }
    }

    /** What has come of it so far. */
    public Story story() {
        return story;
    }

    private void take(News news, Consumer<News> shown) {
        story.take(news);
        shown.accept(news);
    }

    private void settle(NewsReader reader, Consumer<News> shown, BooleanSupplier stop) {
        var began = clock.instant();
        while (!stop.getAsBoolean()) {
            take(reader.next(), shown);
            var waited = Duration.between(began, clock.instant());
            if (waited.compareTo(comparison().missing().isEmpty() ? QUIET : PATIENCE) > 0) {
                return;
            }
        }
    }

    private Comparison comparison() {
        return Comparison.of(scenario.expected(), story.come());
    }

    private Callable<Boolean> player() {
        return () -> {
            var begin = scenario.recording().records().stream()
                    .map(record -> record.timestamp())
                    .min(Instant::compareTo)
                    .orElseThrow();
            var shift = Duration.between(begin, clock.instant().plus(HEAD_START));
            node.ifPresent(played -> played.playing(shift));
            List<Play> plays = new ReplayPlan(scenario.recording(), partitions, shift).plays();
            new Replayer(kafka).play(plays, Pace.live(begin.minus(HEAD_START), clock));
            return true;
        };
    }
}

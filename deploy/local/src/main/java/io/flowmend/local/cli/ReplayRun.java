/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.findings.RecordReader;
import io.flowmend.local.outcome.Outcome;
import io.flowmend.local.outcome.Said;
import io.flowmend.local.part.PartContext;
import io.flowmend.local.part.PartSettings;
import io.flowmend.local.part.Parts;
import io.flowmend.local.part.StreamsPart;
import io.flowmend.local.platform.Platform;
import io.flowmend.local.platform.PlatformSettings;
import io.flowmend.local.platform.Progress;
import io.flowmend.local.platform.StateFolder;
import io.flowmend.local.platform.TopicSetup;
import io.flowmend.local.read.Backlog;
import io.flowmend.local.replay.Capture;
import io.flowmend.local.replay.Pace;
import io.flowmend.local.replay.RecordedRecord;
import io.flowmend.local.replay.ReplayPlan;
import io.flowmend.local.replay.Replayer;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.topology.PipelineTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * One replay on a platform of its own, of which nothing is kept.
 *
 * @param settings of the topology
 * @param speed times as fast as it happened; empty for as fast as it goes
 * @param facts whether the rules are asked what they judged harmless
 */
record ReplayRun(
        ReplaySource source,
        Map<String, String> settings,
        int partitions,
        Optional<Double> speed,
        boolean facts,
        Progress progress) {

    /** What a replay sets itself. */
    static final Set<String> FIXED =
            Set.of("cluster", "topic.prefix", "streams.eager", "streams.replay", "streams.application.id");

    private static final String APPLICATION = "flowmend-replay";
    private static final String PREFIX = "flowmend.";
    /** Of the platform, while there is none. */
    private static final Map<String, String> NOWHERE =
            Map.of("kafka.bootstrap.servers", "127.0.0.1:9092", "registry.url", "http://127.0.0.1:8081");

    private static final Duration LOOK = Duration.ofMillis(100);
    /** Nothing to read for so long: longer than frames between stages are held back. */
    private static final int QUIET_LOOKS = 10;

    /** What is done with the outcome while the platform still runs. */
    @FunctionalInterface
    interface Audience {
        void shown(Outcome outcome, Platform platform) throws InterruptedException;
    }

    /** @throws InvalidSettings before anything is started */
    void check() {
        var part = StreamsPart.replaying(APPLICATION, Facts.NOBODY_ASKS);
        new PartSettings(told(), Map.of()).check(List.of(part));
        part.check(new PartSettings(told(), NOWHERE).of(part));
    }

    ReplayRun with(Map<String, String> others) {
        var merged = new HashMap<>(settings);
        merged.putAll(others);
        return new ReplayRun(source, merged, partitions, speed, facts, progress);
    }

    void run(Audience audience) throws InterruptedException {
        var harmless = new ConcurrentLinkedQueue<Harmless>();
        var part = StreamsPart.replaying(APPLICATION, facts ? Facts.to(harmless::add) : Facts.NOBODY_ASKS);
        var plan = new ReplayPlan(source.recording(), partitions, Duration.ZERO);
        var plays = plan.plays();
        try (var folder = StateFolder.temporary()) {
            LogFile.attach(folder.logs());
            var topics = TopicSetup.keepEverything(PREFIX, partitions);
            var setup = new PlatformSettings(Installation.registryHome(), 0, 0, topics);
            try (var platform = Platform.start(folder, setup, progress);
                    var parts = new Parts()) {
                var dealt = new PartSettings(told(), platform.clientSettings()).of(part);
                parts.attach(
                        List.of(part),
                        _ -> new PartContext(
                                dealt, new SimpleMeterRegistry(), folder.path().resolve("parts")),
                        progress);
                var kafka = kafka(platform);
                await(parts, () -> parts.ready().good());
                progress.say("replaying " + plays.size() + " records");
                var replayer = new Replayer(kafka);
                replayer.play(plays, pace());
                replayer.play(plan.ends(), Pace.max());
                settled(kafka, parts);
                progress.say("replayed");
                audience.shown(Outcome.of(said(kafka, harmless), source.times()), platform);
            }
        }
    }

    private Map<String, String> told() {
        var told = new HashMap<>(settings);
        told.put("cluster", source.cluster());
        told.put("topic.prefix", PREFIX);
        return told;
    }

    private static KafkaSettings kafka(Platform platform) {
        var client = new HashMap<>(platform.clientSettings());
        client.put("topic.prefix", PREFIX);
        return KafkaSettings.from(Settings.of(client));
    }

    private Pace pace() {
        var begin = source.recording().records().stream()
                .map(RecordedRecord::timestamp)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return speed.map(times -> Pace.times(times, begin, Clock.systemUTC())).orElseGet(Pace::max);
    }

    /** All is read, and the planner, which begins then, has nothing more to write to its store. */
    private static void settled(KafkaSettings kafka, Parts parts) throws InterruptedException {
        var inputs = Capture.inputs().stream().map(kafka::topic).toList();
        var planned = List.of(PipelineTopology.plannerChangelog(APPLICATION));
        try (var backlog = new Backlog(kafka.client(), inputs)) {
            var before = -1L;
            for (var quiet = 0; quiet < QUIET_LOOKS; ) {
                alive(parts);
                var written = backlog.written(planned);
                quiet = backlog.of(APPLICATION) == 0 && written == before ? quiet + 1 : 0;
                before = written;
                Thread.sleep(LOOK);
            }
        }
    }

    private static void await(Parts parts, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            alive(parts);
            Thread.sleep(LOOK);
        }
    }

    private static void alive(Parts parts) {
        parts.ended().ifPresent(why -> {
            throw new StartupFailure(why);
        });
    }

    private static Said said(KafkaSettings kafka, Queue<Harmless> harmless) {
        return new Said(
                read(kafka, Topics.FINDINGS, Finding.class),
                read(kafka, Topics.COMMANDS, RemediationCommand.class),
                read(kafka, Topics.RESULTS, RemediationResult.class),
                List.copyOf(harmless));
    }

    private static <T extends SpecificRecord> List<T> read(KafkaSettings kafka, Topic topic, Class<T> type) {
        try (var reader = new RecordReader<>(kafka, topic, type)) {
            return reader.toEnd();
        }
    }
}

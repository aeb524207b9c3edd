/* Licensed under Apache-2.0. */
package io.flowmend.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.it.support.HandFeeder;
import io.flowmend.it.support.KafkaUnderTest;
import io.flowmend.it.support.PrivatePlatform;
import io.flowmend.it.support.RegistryUnderTest;
import io.flowmend.it.support.Requirements;
import io.flowmend.it.support.Versions;
import io.flowmend.lab.process.JavaChild;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.platform.TopicSetup;
import io.flowmend.local.read.Backlog;
import io.flowmend.local.replay.Capture;
import io.flowmend.local.replay.Pace;
import io.flowmend.local.replay.Play;
import io.flowmend.local.replay.RecordedRecord;
import io.flowmend.local.replay.Recording;
import io.flowmend.local.replay.ReplayPlan;
import io.flowmend.local.replay.Replayer;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.streams.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A recording played into private platforms: whatever the speed, the partitions and the fate of the topology's process,
 * findings, decisions and commands are the same bytes in the same order per key (ADR 0012, 0018). The registry is shared, so the
 * schema ids in front of the values are the same, too; so is the key that signs, and Ed25519 signs the same bytes alike.
 */
class ReplayIT {

    private static final Recording RECORDING = AnsweredDemo.recording();
    private static final List<Topic> PLANNED = List.of(Topics.FINDINGS, Topics.DECISIONS, Topics.COMMANDS);
    /** What a live run and its replay have in common. */
    private static final List<Topic> SAID = List.of(Topics.FINDINGS, Topics.COMMANDS);
    /** Of findings, decisions and commands. */
    private static final int RECORDING_VERSIONS = 46;

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String APPLICATION = "flowmend";

    @TempDir
    private static Path folder;

    /** Which runs hold a case: a play takes half a minute. */
    enum Run {
        USUAL,
        FULL;

        void required() {
            Requirements.that(
                    this == USUAL || Integer.getInteger("flowmend.kills", 2) > 2,
                    "more of speeds, partitions and kills of a replay run with -Pfull");
        }
    }

    private static RegistryUnderTest registry;
    private static KeyFolder keys;
    private static Versions reference;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        registry = RegistryUnderTest.start();
        keys = new KeyFolder(folder.resolve("keys"));
        new KeyMaker(keys).make();
        reference = played(RECORDING, 1, Pace.max(), RECORDING_VERSIONS);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void whatIsComparedHasCommandsThatAreAnsweredAndSomeThatAreNot() {
        assertThat(reference.count()).isEqualTo(RECORDING_VERSIONS);
        assertThat(PLANNED)
                .allSatisfy(topic -> assertThat(
                                reference.byKey().keySet().stream().filter(key -> key.startsWith(name(topic) + " ")))
                        .isNotEmpty());
        assertThat(saying(Topics.DECISIONS, "no result of ")).isNotEmpty();
        assertThat(saying(Topics.DECISIONS, "no result of " + AnsweredDemo.ANSWERED))
                .isEmpty();
        // the next attempt follows the answer, not the deadline
        assertThat(saying(Topics.DECISIONS, " by 2026-01-01T00:00:25.400Z")).isNotEmpty();
    }

    private static List<String> saying(Topic topic, String words) {
        var hex = HexFormat.of().formatHex(words.getBytes(StandardCharsets.UTF_8));
        return reference.byKey().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name(topic) + " "))
                .flatMap(entry -> entry.getValue().stream())
                .filter(value -> value.contains(hex))
                .toList();
    }

    /** @param speed times as fast as it happened; 0 for as fast as it goes */
    @ParameterizedTest(name = "{0} partitions, speed {1}, {2}")
    @CsvSource({"4, 100, USUAL", "12, 1, FULL", "1, 0, FULL", "4, 0, FULL", "12, 0, FULL", "4, 1, FULL", "12, 100, FULL"
    })
    void neitherPartitionsNorSpeedMatter(int partitions, int speed, Run run) throws InterruptedException {
        run.required();
        assertThat(played(RECORDING, partitions, pace(speed), RECORDING_VERSIONS))
                .isEqualTo(reference);
    }

    @ParameterizedTest(name = "{0} partitions, speed {1}, {2}")
    @CsvSource({"1, 0, USUAL", "4, 100, FULL"})
    void aKillOfTheTopologyInTheMiddleDoesNotMatter(int partitions, int speed, Run run) throws InterruptedException {
        run.required();
        // Given
        var plan = new ReplayPlan(RECORDING, partitions, Duration.ZERO);
        var plays = plan.plays();
        var middle = plays.indexOf(plays.stream()
                .filter(play -> play.at().isAfter(begin().plusSeconds(12)))
                .findFirst()
                .orElseThrow());
        try (var platform = platform(partitions);
                var killed = topology(platform)) {
            var replayer = new Replayer(platform.kafka());
            replayer.play(plays.subList(0, middle), pace(speed));
            awaitRead(platform);
            // When
            var rest = Thread.ofVirtual()
                    .start(() -> playRest(replayer, plan, plays.subList(middle, plays.size()), pace(speed)));
            killed.kill();
            try (var again = topology(platform)) {
                rest.join();
                var versions = Versions.await(platform.kafka(), PLANNED, RECORDING_VERSIONS);
                // Then
                assertThat(again.alive()).isTrue();
                assertThat(versions).isEqualTo(reference);
            }
        }
    }

    /** The half of a recording, that is; what is left is decided by the topology that comes next. */
    private static void awaitRead(PrivatePlatform platform) throws InterruptedException {
        var kafka = platform.kafka();
        var inputs = Capture.inputs().stream().map(kafka::topic).toList();
        try (var backlog = new Backlog(kafka.client(), inputs)) {
            while (backlog.of(APPLICATION) > 0) {
                Thread.sleep(LOOK);
            }
        }
    }

    @Test
    void aCapturedLiveRunGivesTheFindingsThatItGaveLive() throws InterruptedException {
        // Given
        Recording captured;
        Versions live;
        try (var platform = PrivatePlatform.start(
                        KafkaUnderTest.inProcess(), registry.url(), TopicSetup.live(RegistryUnderTest.PREFIX, 2));
                var topology = platform.topology(planner())) {
            live = found(platform);
            assertThat(topology.health().good()).isTrue();
            var taken = new Capture(platform.kafka()).take(Capture.inputs());
            assertThat(taken.leftOut()).isEmpty();
            captured = taken.recording();
        }
        // When, Then
        assertThat(replayed(captured, 2, live.count())).isEqualTo(live);
        assertThat(replayed(captured, 12, live.count())).isEqualTo(live);
    }

    /** All findings of a short live run that is over when this returns. */
    private static Versions found(PrivatePlatform platform) {
        try (var feeder = HandFeeder.start(platform.kafka(), 2)) {
            Waiting.until("some incidents", SOON, () -> feeder.begun() >= 4);
            return said(platform, 2 * feeder.stopBeginning());
        }
    }

    @Test
    void oneAlteredRecordGivesOtherBytes() throws InterruptedException {
        assertThat(played(AnsweredDemo.altered(), 1, Pace.max(), RECORDING_VERSIONS))
                .isNotEqualTo(reference);
    }

    private static Versions played(Recording recording, int partitions, Pace pace, int atLeast)
            throws InterruptedException {
        return played(recording, partitions, pace, platform -> Versions.await(platform.kafka(), PLANNED, atLeast));
    }

    private static Versions replayed(Recording captured, int partitions, int atLeast) throws InterruptedException {
        return played(captured, partitions, Pace.max(), platform -> said(platform, atLeast));
    }

    private static Versions played(
            Recording recording, int partitions, Pace pace, Function<PrivatePlatform, Versions> reader)
            throws InterruptedException {
        try (var platform = platform(partitions);
                var topology = platform.topology(replay())) {
            var plan = new ReplayPlan(recording, partitions, Duration.ZERO);
            var replayer = new Replayer(platform.kafka());
            replayer.play(plan.plays(), pace);
            replayer.play(plan.ends(), Pace.max());
            var versions = reader.apply(platform);
            assertThat(topology.health().good()).isTrue();
            return versions;
        }
    }

    /** Live the order of commands to one node is that in which findings came. */
    private static Versions said(PrivatePlatform platform, int atLeast) {
        return Versions.await(platform.kafka(), SAID, atLeast).sorted(platform.kafka(), Topics.COMMANDS);
    }

    private static String name(Topic topic) {
        return RegistryUnderTest.PREFIX + topic.suffix();
    }

    private static Map<String, String> planner() {
        return Map.of(
                "planner.mode",
                "auto",
                "planner.keys",
                keys.path().toString(),
                "streams.nodeloss.confirm",
                "10s"); // as the demo has it
    }

    private static Map<String, String> replay() {
        var told = new HashMap<>(planner());
        told.put("streams.replay", "true");
        return told;
    }

    private static Pace pace(int speed) {
        return speed == 0 ? Pace.max() : Pace.times(speed, begin(), Clock.systemUTC());
    }

    private static PrivatePlatform platform(int partitions) {
        return PrivatePlatform.start(
                KafkaUnderTest.inProcess(),
                registry.url(),
                TopicSetup.keepEverything(RegistryUnderTest.PREFIX, partitions));
    }

    private static JavaChild topology(PrivatePlatform platform) {
        var arguments = new ArrayList<String>();
        var told = new HashMap<>(platform.settings());
        told.putAll(replay());
        told.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", "http.port=0"));
        return JavaChild.start(folder, Main.class, arguments);
    }

    private static void playRest(Replayer replayer, ReplayPlan plan, List<Play> plays, Pace pace) {
        try {
            replayer.play(plays, pace);
            replayer.play(plan.ends(), Pace.max());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Instant begin() {
        return RECORDING.records().stream()
                .map(RecordedRecord::timestamp)
                .min(Instant::compareTo)
                .orElseThrow();
    }
}

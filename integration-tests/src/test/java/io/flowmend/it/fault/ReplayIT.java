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
import io.flowmend.local.demo.DemoScenario;
import io.flowmend.local.platform.TopicSetup;
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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A recording played into private platforms: whatever the speed, the partitions and the fate of the topology's process,
 * findings and commands are the same bytes, the findings per key, the commands per key and finding (ADR 0012). The registry is
 * shared, so the schema ids in front of the values are the same, too; so is the key that signs, and Ed25519 signs the same
 * bytes alike. Nobody executes what is commanded.
 */
class ReplayIT {

    private static final Recording DEMO = DemoScenario.ours().recording();
    private static final List<Topic> SAID = List.of(Topics.FINDINGS, Topics.COMMANDS);
    /** Of findings and commands. */
    private static final int DEMO_VERSIONS = 20;

    private static final Duration SOON = Duration.ofMinutes(2);

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
        reference = played(DEMO, 1, Pace.max(), DEMO_VERSIONS);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void whatIsComparedHasFindingsAndCommands() {
        assertThat(reference.count()).isEqualTo(DEMO_VERSIONS);
        assertThat(SAID)
                .allSatisfy(topic -> assertThat(
                                reference.byKey().keySet().stream().filter(key -> key.startsWith(name(topic) + " ")))
                        .isNotEmpty());
    }

    /** @param speed times as fast as it happened; 0 for as fast as it goes */
    @ParameterizedTest(name = "{0} partitions, speed {1}, {2}")
    @CsvSource({"4, 100, USUAL", "12, 1, FULL", "1, 0, FULL", "4, 0, FULL", "12, 0, FULL", "4, 1, FULL", "12, 100, FULL"
    })
    void neitherPartitionsNorSpeedMatter(int partitions, int speed, Run run) throws InterruptedException {
        run.required();
        assertThat(played(DEMO, partitions, pace(speed), DEMO_VERSIONS)).isEqualTo(reference);
    }

    @ParameterizedTest(name = "{0} partitions, speed {1}, {2}")
    @CsvSource({"1, 0, USUAL", "4, 100, FULL"})
    void aKillOfTheTopologyInTheMiddleDoesNotMatter(int partitions, int speed, Run run) throws InterruptedException {
        run.required();
        // Given
        var plays = new ReplayPlan(DEMO, partitions, Duration.ZERO).plays();
        var middle = plays.indexOf(plays.stream()
                .filter(play -> play.at().isAfter(begin(DEMO).plusSeconds(12)))
                .findFirst()
                .orElseThrow());
        try (var platform = platform(partitions);
                var killed = topology(platform)) {
            var replayer = new Replayer(platform.kafka());
            replayer.play(plays.subList(0, middle), pace(speed));
            assertThat(said(platform, 1).count()).isPositive().isLessThan(DEMO_VERSIONS);
            // When
            var rest = Thread.ofVirtual()
                    .start(() -> playRest(replayer, plays.subList(middle, plays.size()), pace(speed)));
            killed.kill();
            try (var again = topology(platform)) {
                rest.join();
                var versions = said(platform, DEMO_VERSIONS);
                // Then
                assertThat(again.alive()).isTrue();
                assertThat(versions).isEqualTo(reference);
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
            captured = new Capture(platform.kafka()).take();
        }
        // When, Then
        assertThat(played(captured, 2, Pace.max(), live.count())).isEqualTo(live);
        assertThat(played(captured, 12, Pace.max(), live.count())).isEqualTo(live);
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
        assertThat(played(altered(), 1, Pace.max(), DEMO_VERSIONS)).isNotEqualTo(reference);
    }

    /** The healer of the demo has another name. */
    private static Recording altered() {
        var records = new ArrayList<RecordedRecord>();
        for (var record : DEMO.records()) {
            var value = record.value();
            if (value != null && value.getSchema().getField("author") != null && value.get("author") != null) {
                var other = GenericData.get().deepCopy(value.getSchema(), value);
                ((GenericRecord) other.get("author")).put("program", "other");
                records.add(new RecordedRecord(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.key(),
                        record.headers(),
                        other));
            } else {
                records.add(record);
            }
        }
        assertThat(records).isNotEqualTo(DEMO.records());
        return new Recording(DEMO.partitions(), records);
    }

    private static Versions played(Recording recording, int partitions, Pace pace, int atLeast)
            throws InterruptedException {
        try (var platform = platform(partitions);
                var topology = platform.topology(planner())) {
            new Replayer(platform.kafka()).play(new ReplayPlan(recording, partitions, Duration.ZERO).plays(), pace);
            var versions = said(platform, atLeast);
            assertThat(topology.health().good()).isTrue();
            return versions;
        }
    }

    /** Between findings of one node the order of commands is not promised. */
    private static Versions said(PrivatePlatform platform, int atLeast) {
        return Versions.await(platform.kafka(), SAID, atLeast).sorted(platform.kafka(), Topics.COMMANDS);
    }

    private static String name(Topic topic) {
        return RegistryUnderTest.PREFIX + topic.suffix();
    }

    private static Map<String, String> planner() {
        return Map.of(
                "planner.mode", "auto",
                "planner.keys", keys.path().toString(),
                "streams.nodeloss.confirm", "10s", // as the demo has it
                // The planner does not order its deadlines among other records: no command is over before the recording
                // is.
                "planner.command.life", "10m");
    }

    private static Pace pace(int speed) {
        return speed == 0 ? Pace.max() : Pace.times(speed, begin(DEMO), Clock.systemUTC());
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
        told.putAll(planner());
        told.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", "http.port=0"));
        return JavaChild.start(folder, Main.class, arguments);
    }

    private static void playRest(Replayer replayer, List<Play> plays, Pace pace) {
        try {
            replayer.play(plays, pace);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Instant begin(Recording recording) {
        return recording.records().stream()
                .map(RecordedRecord::timestamp)
                .min(Instant::compareTo)
                .orElseThrow();
    }
}

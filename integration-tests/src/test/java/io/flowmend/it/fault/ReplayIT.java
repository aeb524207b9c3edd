/* Licensed under Apache-2.0. */
package io.flowmend.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.it.support.HandFeeder;
import io.flowmend.it.support.KafkaUnderTest;
import io.flowmend.it.support.PrivatePlatform;
import io.flowmend.it.support.RegistryUnderTest;
import io.flowmend.it.support.Versions;
import io.flowmend.lab.process.JavaChild;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.demo.Scenario;
import io.flowmend.local.platform.TopicSetup;
import io.flowmend.local.replay.Capture;
import io.flowmend.local.replay.Pace;
import io.flowmend.local.replay.Play;
import io.flowmend.local.replay.RecordedRecord;
import io.flowmend.local.replay.Recording;
import io.flowmend.local.replay.ReplayPlan;
import io.flowmend.local.replay.Replayer;
import io.flowmend.streams.Main;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording played into private platforms: whatever the speed, the partitions and the fate of the topology's process, the
 * findings are the same bytes. The registry is shared, so the schema ids in front of the values are the same, too.
 */
class ReplayIT {

    private static final Recording DEMO = Scenario.ours().recording();
    /** Five findings, three of which end. */
    private static final int DEMO_VERSIONS = 8;

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static RegistryUnderTest registry;
    private static Versions reference;

    @BeforeAll
    static void start() throws InterruptedException {
        registry = RegistryUnderTest.start();
        reference = played(DEMO, 1, Pace.max(), DEMO_VERSIONS);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void aSecondReplayGivesTheSameBytes() throws InterruptedException {
        assertThat(reference.count()).isEqualTo(DEMO_VERSIONS);
        assertThat(played(DEMO, 1, Pace.max(), DEMO_VERSIONS)).isEqualTo(reference);
    }

    @Test
    void theNumberOfPartitionsDoesNotMatter() throws InterruptedException {
        assertThat(played(DEMO, 12, Pace.max(), DEMO_VERSIONS)).isEqualTo(reference);
    }

    @Test
    void theSpeedDoesNotMatter() throws InterruptedException {
        assertThat(played(DEMO, 1, Pace.live(begin(DEMO), Clock.systemUTC()), DEMO_VERSIONS))
                .isEqualTo(reference);
    }

    @Test
    void aKillOfTheTopologyInTheMiddleDoesNotMatter() throws InterruptedException {
        // Given
        var plays = new ReplayPlan(DEMO, 1, Duration.ZERO).plays();
        var middle = plays.indexOf(plays.stream()
                .filter(play -> play.at().isAfter(begin(DEMO).plusSeconds(7)))
                .findFirst()
                .orElseThrow());
        try (var platform = platform(1);
                var killed = topology(platform)) {
            var replayer = new Replayer(platform.kafka());
            replayer.play(plays.subList(0, middle), Pace.max());
            assertThat(Versions.await(platform.kafka(), 1).count()).isPositive().isLessThan(DEMO_VERSIONS);
            // When
            var rest = Thread.ofVirtual().start(() -> playRest(replayer, plays.subList(middle, plays.size())));
            killed.kill();
            try (var again = topology(platform)) {
                rest.join();
                var versions = Versions.await(platform.kafka(), DEMO_VERSIONS);
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
                var topology = platform.topology()) {
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
            return Versions.await(platform.kafka(), 2 * feeder.stopBeginning());
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
                var topology = platform.topology()) {
            new Replayer(platform.kafka()).play(new ReplayPlan(recording, partitions, Duration.ZERO).plays(), pace);
            var versions = Versions.await(platform.kafka(), atLeast);
            assertThat(topology.health().good()).isTrue();
            return versions;
        }
    }

    private static PrivatePlatform platform(int partitions) {
        return PrivatePlatform.start(
                KafkaUnderTest.inProcess(),
                registry.url(),
                TopicSetup.keepEverything(RegistryUnderTest.PREFIX, partitions));
    }

    private static JavaChild topology(PrivatePlatform platform) {
        var arguments = new ArrayList<String>();
        platform.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", "http.port=0"));
        return JavaChild.start(folder, Main.class, arguments);
    }

    private static void playRest(Replayer replayer, List<Play> plays) {
        try {
            replayer.play(plays, Pace.max());
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

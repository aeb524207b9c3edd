/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.order.Beat.SourceSaid;
import io.flowmend.streams.order.Intake.IntakeConfig;
import io.flowmend.streams.order.sim.TreeStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final IntakeConfig CONFIG =
            new IntakeConfig(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(1));
    private static final Duration MICRO = Duration.ofNanos(1000);

    private final TreeStore store = new TreeStore();
    private final IntakeLog out = new IntakeLog();
    private Intake intake = open();

    @Test
    void aFactIsReleasedOnceAHeartbeatNamesIt() {
        fact("x", 1, at(10));
        assertThat(out.lines()).isEmpty();
        beat("x", 1, at(11), 1, 0);
        assertThat(out.lines()).containsExactly("released x#1");
    }

    @Test
    void aFactBeyondTheNamedSequenceStaysHeldThoughItIsOlderThanTheWatermark() {
        fact("x", 1, at(10));
        fact("x", 2, at(10));
        beat("x", 1, at(11), 1, 0);
        assertThat(out.lines()).containsExactly("released x#1");
    }

    @Test
    void aHeartbeatThatComesFirstWaitsForItsFacts() {
        beat("x", 1, at(11), 2, 0);
        fact("x", 1, at(10));
        assertThat(out.changes()).isZero();
        fact("x", 2, at(10));
        assertThat(out.lines()).containsExactly("released x#1", "released x#2");
        assertThat(out.lastChange().watermark()).isEqualTo(at(11));
    }

    @Test
    void aFirstLifeIsUnknownUntilItsSinceAndKnownAfterwards() {
        beat("x", 1, at(11), 0, 0);
        assertThat(out.lastChange().unknown()).contains(new Interval(Instant.MIN, at(0)));
        beat("x", 2, at(12), 0, 0);
        assertThat(out.lastChange().unknown()).isEmpty();
    }

    @Test
    void aFirstLifeThatHasLostSomethingIsUnknownUntilItsHeartbeat() {
        beat("x", 1, at(11), 0, 1);
        assertThat(out.lastChange().unknown()).contains(new Interval(Instant.MIN, at(11)));
    }

    @Test
    void anEchoOfAHeartbeatChangesNothing() {
        beat("x", 1, at(11), 0, 0);
        beat("x", 1, at(11), 0, 0);
        assertThat(out.changes()).isEqualTo(1);
        beat("x", 2, at(12), 0, 0);
        assertThat(out.changes()).isEqualTo(2);
    }

    @Test
    void aSecondCopyOfAFactIsADuplicateBeforeAndAfterItWasReleased() {
        fact("x", 1, at(10));
        fact("x", 1, at(10));
        beat("x", 1, at(11), 1, 0);
        fact("x", 1, at(10));
        assertThat(out.lines()).containsExactly("duplicate x#1", "released x#1", "duplicate x#1");
    }

    @Test
    void aMissingFactMakesTheIntervalUnknownButNotTheNext() {
        beat("x", 1, at(10), 0, 0);
        fact("x", 1, at(11));
        fact("x", 3, at(11));
        beat("x", 2, at(12), 3, 0);
        assertThat(out.lastChange().unknown()).contains(new Interval(at(10), at(12)));
        beat("x", 3, at(13), 3, 0);
        assertThat(out.lastChange().unknown()).isEmpty();
    }

    @Test
    void aLossThatIsToldWithoutMovingTheWatermarkCountsForTheNextHeartbeat() {
        beat("x", 1, at(10), 0, 0);
        beat("x", 2, at(10), 0, 1);
        beat("x", 3, at(11), 0, 1);
        assertThat(out.lastChange().unknown()).contains(new Interval(at(10), at(11)));
    }

    @Test
    void anUnreadableRecordStandsForItsSequenceWheneverItIsRead() {
        // Given: the heartbeat of the fact before it is read after it
        beat("x", 1, at(10), 0, 0);
        fact("x", 1, at(11));
        intake.unreadable("cluster/a", out);
        beat("x", 2, at(12), 1, 0);
        // When
        beat("x", 3, at(13), 2, 0);
        // Then
        assertThat(out.lastChange().unknown()).contains(new Interval(at(12), at(13)));
    }

    @Test
    void anUnreadableRecordOfTheLifeBeforeDoesNotStandForANewOnesFact() {
        beat("x", 1, at(10), 0, 0);
        intake.unreadable("cluster/a", out);
        beat("y", 1, at(12), 1, 0);
        fact("y", 1, at(11));
        assertThat(out.lines()).containsExactly("released y#1");
    }

    @Test
    void whatAnEndedLifeHadNotVouchedForIsLateAndTheNewOneIsKnownFromItsSince() {
        // Given
        beat("x", 1, at(10), 0, 0);
        fact("x", 1, at(11));
        // When
        beat("y", 1, at(30), 0, 0, at(29));
        fact("x", 2, at(12));
        // Then
        assertThat(out.lines()).containsExactly("late x#1", "late x#2");
        assertThat(out.lastChange().unknown()).contains(new Interval(at(10), at(29)));
    }

    @Test
    void aCopiedHeartbeatOfAnEndedLifeDoesNotBringItBack() {
        beat("x", 1, at(10), 0, 0);
        beat("x", 2, at(11), 1, 0); // its fact never comes
        beat("y", 1, at(30), 1, 0, at(29));
        beat("x", 1, at(10), 0, 0);
        fact("y", 1, at(29).plus(MICRO));
        assertThat(out.lines()).containsExactly("released y#1");
        beat("y", 2, at(31), 1, 0, at(29));
        assertThat(out.lastChange().watermark()).isEqualTo(at(31));
    }

    @Test
    void aNewLifeWhoseSinceLiesInWhatIsLateIsUnknownUntilItsHeartbeat() {
        mark(at(40)); // facts up to 32 are late
        beat("x", 1, at(40), 0, 0, at(32).plus(MICRO));
        assertThat(out.lastChange().unknown()).contains(new Interval(Instant.MIN, at(32).plus(MICRO)));
        beat("y", 1, at(41), 0, 0, at(40));
        assertThat(out.lastChange().unknown()).contains(new Interval(at(40), at(41)));
    }

    @Test
    void aFactIsLateAtTheFloorAndReleasedAfterIt() {
        mark(at(40));
        fact("x", 1, at(32));
        fact("x", 2, at(32).plus(MICRO));
        beat("x", 1, at(40), 2, 0);
        assertThat(out.lines()).containsExactly("late x#1", "released x#2");
        assertThat(intake.floor()).isEqualTo(at(32));
    }

    @Test
    void aSilentNodeIsPassedOnlyOnceTheMarkIsFarEnough() {
        beat("x", 1, at(10), 0, 0);
        mark(at(13.5));
        assertThat(out.changes()).isEqualTo(1);
        mark(at(13.5).plus(MICRO));
        assertThat(out.lastChange().watermark()).isEqualTo(at(10).plus(MICRO));
        assertThat(out.lastChange().unknown()).contains(new Interval(at(10), Instant.MAX));
        assertThat(out.lastChange().citation()).isEmpty();
    }

    @Test
    void aNodeThatReturnsIsUnknownFromItsLastWatermarkToTheHeartbeatByWhichItReturns() {
        beat("x", 1, at(10), 0, 0);
        mark(at(30));
        fact("x", 1, at(26.5));
        fact("x", 2, at(26.5).plus(MICRO));
        beat("x", 2, at(31), 2, 0);
        assertThat(out.lines()).containsExactly("late x#1", "released x#2");
        assertThat(out.lastChange().unknown()).contains(new Interval(at(10), at(31)));
    }

    @Test
    void aClockIsAheadOnlyBeyondTheBound() {
        beat("x", 1, at(10), 0, 0);
        mark(at(9)); // sent at 9: 10 is just within the bound
        beat("x", 2, at(11), 0, 0);
        assertThat(out.lastChange().unknown()).isEmpty();
        mark(at(10).minus(MICRO));
        beat("x", 3, at(12), 0, 0);
        assertThat(out.lastChange().unknown()).contains(new Interval(at(11), at(12)));
    }

    @Test
    void anOldMarkIsNotJudgedByAgain() {
        mark(at(9));
        beat("x", 1, at(11), 0, 0);
        mark(at(9));
        beat("x", 2, at(12), 0, 0);
        assertThat(out.lastChange().unknown()).isEmpty();
    }

    @Test
    void aRestartForgetsNeitherTheMarkNorWhatIsHeldNorTheStepThatWaits() {
        // Given
        mark(at(40));
        fact("x", 1, at(32));
        fact("x", 2, at(33));
        beat("x", 1, at(40), 3, 0);
        // When
        intake = open();
        fact("x", 3, at(34));
        // Then
        assertThat(out.lines()).containsExactly("late x#1", "released x#2", "released x#3");
        assertThat(intake.floor()).isEqualTo(at(32));
    }

    private Intake open() {
        return new Intake(store, CONFIG, (key, partitions) -> 0);
    }

    private void fact(String bootId, long sequence, Instant time) {
        intake.fact(new Fact("cluster/a", "conntrack", bootId, sequence, time, new byte[0]), out);
    }

    private void beat(String bootId, long sequence, Instant watermark, long last, long lost) {
        beat(bootId, sequence, watermark, last, lost, at(0));
    }

    private void beat(String bootId, long sequence, Instant watermark, long last, long lost, Instant since) {
        var said = new SourceSaid("conntrack", bootId, since, last, lost);
        intake.beat(
                new Beat("cluster/a", sequence, watermark, Duration.ofMillis(500), List.of(said), new byte[0]), out);
    }

    private void mark(Instant watermark) {
        intake.mark(new Mark(watermark, watermark, 0, 1), out);
    }

    private static Instant at(double second) {
        return Instant.parse("2026-01-01T00:00:00Z").plusMillis(Math.round(second * 1000));
    }
}

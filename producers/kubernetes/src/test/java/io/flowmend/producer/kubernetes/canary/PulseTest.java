/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.producer.kubernetes.config.CanaryConfig.Haste;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofMillis(250);

    private final Pulse pulse = new Pulse(PERIOD, new Haste(BUSY, Duration.ofSeconds(10), Duration.ofMillis(2_100)));

    @Test
    void canariesComeMoreOftenForAWhileAfterAnEnd() {
        assertThat(pulse.next(T0)).isEqualTo(PERIOD);
        pulse.hurry(T0);
        assertThat(pulse.next(T0)).isEqualTo(BUSY);
        assertThat(pulse.next(T0.plusMillis(9_999))).isEqualTo(BUSY);
        assertThat(pulse.next(T0.plusSeconds(10))).isEqualTo(PERIOD);
    }

    @Test
    void theFirstEndWakesTheLoopAtOnceAndFurtherOnesOnlyProlong() throws Exception {
        pulse.hurry(T0);
        pulse.hurry(T0.plusSeconds(5));
        assertThat(pulse.await(T0.plusSeconds(5))).as("woken").isTrue();
        assertThat(pulse.await(T0.plusSeconds(5))).as("woken again").isFalse();
        assertThat(pulse.next(T0.plusMillis(14_999))).isEqualTo(BUSY);
    }

    @Test
    void aCanaryGoesOutAsAHoldEnds() {
        pulse.hurry(T0);
        pulse.hold(T0);
        assertThat(pulse.next(T0.plusMillis(1_725))).isEqualTo(BUSY);
        assertThat(pulse.next(T0.plusMillis(1_726)))
                .as("no regular one shortly before")
                .isEqualTo(Duration.ofMillis(374));
        assertThat(pulse.next(T0.plusMillis(1_900))).isEqualTo(Duration.ofMillis(200));
        assertThat(pulse.next(T0.plusMillis(2_099)))
                .as("half a busy period after the last one")
                .isEqualTo(Duration.ofMillis(125));
        assertThat(pulse.next(T0.plusMillis(2_100))).as("proven").isEqualTo(BUSY);
    }

    @Test
    void wherePodsEndAllTheTimeACanaryMoreComesInASecond() {
        for (var at = 0; at < 10_000; at += 10) {
            pulse.hurry(T0.plusMillis(at));
            pulse.hold(T0.plusMillis(at));
        }
        var sent = T0;
        for (var canaries = 0; canaries < 40; canaries++) {
            sent = sent.plus(pulse.next(sent));
        }
        assertThat(Duration.between(T0, sent)).isBetween(Duration.ofMillis(7_200), Duration.ofMillis(9_500));
    }

    @Test
    void aHoldThatOutlastsTheHasteHasItsCanaryAllTheSame() {
        var brief = new Pulse(PERIOD, new Haste(BUSY, Duration.ofSeconds(1), Duration.ofSeconds(2)));
        brief.hurry(T0);
        brief.hold(T0);
        assertThat(brief.next(T0.plusMillis(1_100))).isEqualTo(Duration.ofMillis(900));
        assertThat(brief.next(T0.plusSeconds(2))).isEqualTo(PERIOD);
    }

    @Test
    void withoutTimeForItNothingHurries() throws Exception {
        var calm = new Pulse(Duration.ofMillis(1), new Haste(BUSY, Duration.ZERO, Duration.ofSeconds(2)));
        calm.hurry(T0);
        calm.hold(T0);
        assertThat(calm.next(T0.plusMillis(1_999))).isEqualTo(Duration.ofMillis(1));
        assertThat(calm.await(T0)).as("woken").isFalse();
    }
}

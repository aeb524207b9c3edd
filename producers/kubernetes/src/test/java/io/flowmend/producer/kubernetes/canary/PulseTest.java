/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofMillis(250);

    private final Pulse pulse = new Pulse(PERIOD, BUSY, Duration.ofSeconds(10));

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
}

/* Licensed under Apache-2.0. */
package io.flowmend.common.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BurstTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final Burst burst = new Burst(3, Duration.ofSeconds(1));

    @Test
    void aFewAreAllowedAtOnceAndThenOnePerRefill() {
        assertThat(taken(T0)).isEqualTo(3);
        assertThat(taken(T0.plusMillis(999))).isZero();
        assertThat(taken(T0.plusMillis(1_000))).isEqualTo(1);
        assertThat(taken(T0.plusMillis(1_999))).isZero();
        assertThat(taken(T0.plusSeconds(9))).as("after a rest").isEqualTo(3);
    }

    @Test
    void inTheLongRunThereIsOnePerRefill() {
        var count = 0;
        for (var at = 0; at < 100_000; at += 10) {
            count += taken(T0.plusMillis(at));
        }
        assertThat(count).isBetween(102, 103);
    }

    @Test
    void aClockThatIsSetBackForbidsNothingForLong() {
        taken(T0);
        assertThat(taken(T0.minusSeconds(60))).isEqualTo(3);
    }

    private int taken(Instant now) {
        var count = 0;
        while (burst.has(now)) {
            burst.take(now);
            count++;
        }
        return count;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VigilTest {

    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

    private final Vigil vigil = new Vigil(T0);

    @Test
    void aCanaryThatIsNotBackInFiveSecondsMeansADeadWatch() {
        assertThat(vigil.dead(Optional.of(T0.plus(Vigil.CANARY_DUE)), T0.plusSeconds(6)))
                .isFalse();
        assertThat(vigil.dead(Optional.of(T0.plus(Vigil.CANARY_DUE).plusMillis(1)), T0.plusSeconds(6)))
                .isTrue();
    }

    @Test
    void aSignOfLifeBeginsTheWaitAnew() {
        vigil.sign(T0.plusSeconds(3));

        assertThat(vigil.dead(Optional.of(T0.plusSeconds(7)), T0.plusSeconds(7)))
                .isFalse();
    }

    @Test
    void withoutCanaryOnlyLongSilenceCounts() {
        assertThat(vigil.dead(Optional.empty(), T0.plus(Vigil.SILENCE))).isFalse();
        assertThat(vigil.dead(Optional.empty(), T0.plus(Vigil.SILENCE).plusMillis(1)))
                .isTrue();
    }

    @Test
    void theWaitBetweenAttemptsDoublesToItsBoundAndBeginsAnew() {
        var pace = new Pace();
        assertThat(pace.failed()).isEqualTo(Duration.ofMillis(200));
        assertThat(pace.failed()).isEqualTo(Duration.ofMillis(400));
        for (var attempt = 0; attempt < 10; attempt++) {
            pace.failed();
        }
        assertThat(pace.failed()).isEqualTo(Pace.MOST);
        pace.succeeded();
        assertThat(pace.failed()).isEqualTo(Pace.FIRST);
    }
}

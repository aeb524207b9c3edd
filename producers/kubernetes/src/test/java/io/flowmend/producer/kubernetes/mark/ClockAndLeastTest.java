/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.mark;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.producer.kubernetes.change.Kind;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClockAndLeastTest {

    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void aClockThatIsSetBackDoesNotTakeTimeBack() {
        // Given
        var source = new AtomicReference<>(T0);
        var clock = new MonotoneClock(source::get);
        assertThat(clock.instant()).isEqualTo(T0);
        // When
        source.set(T0.minusSeconds(5));
        // Then
        assertThat(clock.instant()).isEqualTo(T0);
    }

    @Test
    void everyTimeIsAfterWhatAnotherLeaderWrote() {
        // Given
        var clock = new MonotoneClock(() -> T0);
        // When
        clock.after(T0.plusSeconds(3));
        // Then
        assertThat(clock.instant()).isEqualTo(T0.plusSeconds(3).plusNanos(1_000));
    }

    @Test
    void timesHaveMicroseconds() {
        assertThat(new MonotoneClock(() -> T0.plusNanos(1_999)).instant()).isEqualTo(T0.plusNanos(1_000));
    }

    @Test
    void theLeastWaitsForAllThreeAndMovesWithTheLast() {
        var least = new LeastMark();

        assertThat(least.moved(Kind.POD, T0)).isEmpty();
        assertThat(least.moved(Kind.SERVICE, T0.plusSeconds(1))).isEmpty();
        assertThat(least.moved(Kind.ENDPOINT_SLICE, T0.plusSeconds(2))).contains(T0);
        assertThat(least.moved(Kind.ENDPOINT_SLICE, T0.plusSeconds(3))).isEmpty();
        assertThat(least.moved(Kind.POD, T0.plusSeconds(3))).contains(T0.plusSeconds(1));
    }

    @Test
    void nodesHoldNobodyBack() {
        // Given
        var least = new LeastMark();
        least.moved(Kind.NODE, T0.minusSeconds(90));
        least.moved(Kind.POD, T0);
        least.moved(Kind.SERVICE, T0);
        // When
        var moved = least.moved(Kind.ENDPOINT_SLICE, T0);
        // Then
        assertThat(moved).contains(T0);
    }
}

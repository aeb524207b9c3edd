/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownsTest {

    @Test
    void anOpenIntervalIsReplacedByItsEnd() {
        // Given
        var open = Unknowns.NONE.plus(new Interval(at(10), Instant.MAX));
        // When
        var closed = open.plus(new Interval(at(10), at(20)));
        // Then
        assertThat(open.isKnown(at(25))).isFalse();
        assertThat(closed.isKnown(at(19))).isFalse();
        assertThat(closed.isKnown(at(20))).isTrue();
    }

    @Test
    void anOpenIntervalThatBeganEarlierStays() {
        // Given
        var open = Unknowns.NONE.plus(new Interval(at(9), Instant.MAX));
        // When
        var both = open.plus(new Interval(at(10), at(20)));
        // Then
        assertThat(both.isKnown(at(25))).isFalse();
    }

    @Test
    void aClosedIntervalIsNotReplacedByALaterOne() {
        var both = Unknowns.NONE.plus(new Interval(at(30), at(40))).plus(new Interval(at(10), at(20)));
        assertThat(both.intervals()).containsExactly(new Interval(at(10), at(20)), new Interval(at(30), at(40)));
    }

    @Test
    void whereIntervalsOverlapTheLaterEndCounts() {
        var both = Unknowns.NONE.plus(new Interval(at(10), at(20))).plus(new Interval(at(15), at(30)));
        assertThat(both.isKnown(at(20))).isFalse();
        assertThat(both.isKnown(at(29))).isFalse();
        assertThat(both.isKnown(at(30))).isTrue();
    }

    @Test
    void theSameIntervalIsKeptOnce() {
        var twice = Unknowns.NONE.plus(new Interval(at(10), at(20))).plus(new Interval(at(10), at(20)));
        assertThat(twice.intervals()).hasSize(1);
    }

    @Test
    void whatEndedAtOrBeforeATimeIsForgotten() {
        var unknowns = new Unknowns(List.of(new Interval(at(10), at(20))));
        assertThat(unknowns.after(at(20))).isEqualTo(Unknowns.NONE);
        assertThat(unknowns.after(at(20).minusNanos(1000))).isSameAs(unknowns);
    }

    private static Instant at(int second) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IntervalTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:10Z");
    private static final Instant UNTIL = Instant.parse("2026-01-01T00:00:20Z");
    private final Interval interval = new Interval(FROM, UNTIL);

    @Test
    void bothEndsAreKnownAndOnlyWhatLiesBetweenIsNot() {
        assertThat(interval.contains(FROM)).isFalse();
        assertThat(interval.contains(FROM.plusNanos(1000))).isTrue();
        assertThat(interval.contains(UNTIL.minusNanos(1000))).isTrue();
        assertThat(interval.contains(UNTIL)).isFalse();
    }

    @Test
    void itIsOpenOnlyWhileItsEndIsNotKnown() {
        assertThat(interval.isOpen()).isFalse();
        assertThat(new Interval(FROM, Instant.MAX).isOpen()).isTrue();
    }

    @Test
    void itMayBeEmptyButNotEndBeforeItBegins() {
        assertThat(new Interval(FROM, FROM).contains(FROM)).isFalse();
        assertThatThrownBy(() -> new Interval(FROM, FROM.minusNanos(1000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Optional<Duration> TWO_DAYS = Optional.of(Duration.ofDays(2));

    @Test
    void aTimeJustWithinTheFutureIsKept() {
        var event = NOW.plus(RecordTime.AHEAD);

        assertThat(RecordTime.of(event, NOW, Optional.empty())).isEqualTo(new RecordTime(event, false));
    }

    @Test
    void aTimeFurtherAheadIsClampedAndSaysSo() {
        var event = NOW.plus(RecordTime.AHEAD).plusMillis(1);

        assertThat(RecordTime.of(event, NOW, Optional.empty()))
                .isEqualTo(new RecordTime(NOW.plus(RecordTime.AHEAD), true));
    }

    @Test
    void aCompactedTopicKeepsAnyAge() {
        var event = NOW.minus(Duration.ofDays(400));

        assertThat(RecordTime.of(event, NOW, Optional.empty())).isEqualTo(new RecordTime(event, false));
    }

    @Test
    void whatRetentionWouldDropIsClampedOnBothSidesOfTheBound() {
        var least = NOW.minus(Duration.ofDays(1));

        assertThat(RecordTime.of(least, NOW, TWO_DAYS)).isEqualTo(new RecordTime(least, false));
        assertThat(RecordTime.of(least.minusMillis(1), NOW, TWO_DAYS)).isEqualTo(new RecordTime(least, true));
    }
}

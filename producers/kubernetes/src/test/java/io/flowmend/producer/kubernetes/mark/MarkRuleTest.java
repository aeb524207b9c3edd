/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.mark;

import static io.flowmend.producer.kubernetes.mark.Evidence.BOOKMARK;
import static io.flowmend.producer.kubernetes.mark.Evidence.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.producer.kubernetes.mark.Mark.Gap;
import io.flowmend.producer.kubernetes.mark.Mark.Reason;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkRuleTest {

    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void theFirstMarkEverSaysThatAllBeforeItIsUnknown() {
        var mark = new MarkRule(Optional.empty()).returned(CANARY, T0, T0.plusMillis(5));

        assertThat(mark)
                .contains(new Mark(T0, T0.plusMillis(5), Optional.of(new Gap(null, T0.plusMillis(5), Reason.START))));
    }

    @Test
    void theFirstMarkOfALifeBeginsItsGapAtTheLastOfTheLifeBefore() {
        var rule = new MarkRule(Optional.of(T0.minusSeconds(30)));

        var mark = rule.returned(CANARY, T0, T0.plusMillis(5));

        assertThat(mark.flatMap(Mark::gap)).contains(new Gap(T0.minusSeconds(30), T0.plusMillis(5), Reason.START));
    }

    @Test
    void aCanaryBackInTwoAndAHalfSecondsLeavesNothingUnknown() {
        var rule = begun();

        var mark = rule.returned(CANARY, T0.plusSeconds(1), T0.plusMillis(2_500));

        assertThat(mark).contains(new Mark(T0.plusSeconds(1), T0.plusMillis(2_500), Optional.empty()));
    }

    @Test
    void aMicrosecondMoreIsLate() {
        var rule = begun();
        var late = T0.plusMillis(2_500).plusNanos(1_000);

        var mark = rule.returned(CANARY, T0.plusSeconds(1), late);

        assertThat(mark.flatMap(Mark::gap)).contains(new Gap(T0, late, Reason.WATCH_LATE));
    }

    @Test
    void aRelistMakesTheGapUnknownHoweverQuick() {
        // Given
        var rule = begun();
        rule.relisted();
        // When
        var mark = rule.returned(CANARY, T0.plusSeconds(1), T0.plusMillis(1_010));
        // Then
        assertThat(mark.flatMap(Mark::gap)).contains(new Gap(T0, T0.plusMillis(1_010), Reason.RELIST));
        assertThat(rule.returned(CANARY, T0.plusSeconds(2), T0.plusMillis(2_010))
                        .flatMap(Mark::gap))
                .as("told once")
                .isEmpty();
    }

    @Test
    void aCanaryThatProvesNoMoreIsNoMark() {
        assertThat(begun().returned(CANARY, T0, T0.plusSeconds(1))).isEmpty();
    }

    @Test
    void anOldCanaryKeepsTheReasonForTheNextMark() {
        // Given
        var rule = begun();
        rule.relisted();
        rule.returned(CANARY, T0.minusSeconds(1), T0.plusSeconds(1));
        // When
        var mark = rule.returned(CANARY, T0.plusSeconds(2), T0.plusMillis(2_010));
        // Then
        assertThat(mark.flatMap(Mark::gap).map(Gap::reason)).contains(Reason.RELIST);
    }

    @Test
    void aBookmarkProvesWhatIsNinetySecondsOld() {
        var rule = new MarkRule(Optional.empty());

        var mark = rule.returned(BOOKMARK, T0, T0);

        assertThat(mark.map(Mark::watermark)).contains(T0.minusSeconds(90));
    }

    @Test
    void bookmarksAMinuteApartLeaveNothingUnknownButThoseOfAHalfHourDo() {
        // Given
        var rule = new MarkRule(Optional.empty());
        rule.returned(BOOKMARK, T0, T0);
        // When
        var inTime = rule.returned(BOOKMARK, T0.plusSeconds(90), T0.plusSeconds(90));
        var late = rule.returned(BOOKMARK, T0.plusSeconds(181), T0.plusSeconds(181));
        // Then
        assertThat(inTime.flatMap(Mark::gap)).isEmpty();
        assertThat(late.flatMap(Mark::gap)).contains(new Gap(T0, T0.plusSeconds(181), Reason.WATCH_LATE));
    }

    @Test
    void aBookmarkDoesNotMoveBackWhatACanaryProved() {
        assertThat(begun().returned(BOOKMARK, T0.plusSeconds(60), T0.plusSeconds(60)))
                .isEmpty();
    }

    private static MarkRule begun() {
        var rule = new MarkRule(Optional.empty());
        assertThat(rule.returned(CANARY, T0, T0)).isPresent();
        return rule;
    }
}

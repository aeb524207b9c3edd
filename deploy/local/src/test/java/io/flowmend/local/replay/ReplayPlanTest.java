/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import static io.flowmend.local.replay.Samples.THREE;
import static io.flowmend.local.replay.Samples.apiMark;
import static io.flowmend.local.replay.Samples.at;
import static io.flowmend.local.replay.Samples.service;
import static io.flowmend.local.replay.Samples.statusMark;
import static io.flowmend.local.replay.Samples.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.schemas.ReplayHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class ReplayPlanTest {

    @Test
    void theKeyDecidesThePartitionAndTheOriginTravels() {
        // When
        var plays = plan(12, service(2, 7, 1, "a")).plays();
        // Then
        assertThat(plays).singleElement().satisfies(play -> {
            assertThat(play.partition()).isEmpty();
            assertThat(play.key()).contains("local/ns/name/a");
            assertThat(play.headers())
                    .containsEntry(ReplayHeaders.ORIGIN_TOPIC, "k8s.services")
                    .containsEntry(ReplayHeaders.ORIGIN_PARTITION, "2")
                    .containsEntry(ReplayHeaders.ORIGIN_OFFSET, "7");
        });
    }

    @Test
    void partitionsAreMergedByTimeAndEachKeepsItsOwnOrder() {
        // Given: partition 0 has a timestamp that goes back
        var plan = plan(1, service(0, 0, 5, "late"), service(0, 1, 2, "after"), service(1, 0, 3, "other"));
        // When
        var uids = plan.plays().stream().map(ReplayPlanTest::uid).toList();
        // Then
        assertThat(uids).containsExactly("other", "late", "after");
    }

    @Test
    void onAsManyPartitionsMarksStayWhereTheyWere() {
        // When
        var plays = plan(3, apiMark(0, 0, 2, 1, null), apiMark(2, 0, 2, 1, null), statusMark(1, 0, 2))
                .plays();
        // Then
        assertThat(plays).extracting(Play::partition).containsExactly(Optional.of(0), Optional.of(2), Optional.of(1));
    }

    @Test
    void aWatermarkIsAnnouncedOnceEveryOriginalPartitionHasPassedIt() {
        // Given: partition 2 is behind, and has a service between the marks of the others and its own
        var plan = plan(
                2,
                apiMark(0, 0, 2, 1, null),
                apiMark(1, 0, 2, 1, null),
                service(2, 0, 3, "a"),
                apiMark(2, 1, 4, 1, null));
        // When
        var plays = plan.plays();
        // Then
        assertThat(plays).hasSize(3);
        assertThat(uid(plays.getFirst())).isEqualTo("a");
        assertThat(plays.subList(1, 3))
                .allSatisfy(play -> assertThat(watermark(play)).isEqualTo(Micros.of(at(1))));
        assertThat(plays.subList(1, 3)).extracting(Play::partition).containsExactly(Optional.of(0), Optional.of(1));
        assertThat(plays.subList(1, 3))
                .extracting(Play::key)
                .containsExactly(Optional.of("local/_mark/0"), Optional.of("local/_mark/1"));
    }

    @Test
    void aPartitionThatSkippedAMarkHoldsTheWatermarkBack() {
        // When
        var plays = plan(
                        1,
                        apiMark(0, 0, 1, 1, null),
                        apiMark(1, 0, 1, 1, null),
                        apiMark(0, 1, 2, 2, null),
                        apiMark(1, 1, 2, 2, null),
                        apiMark(2, 0, 3, 1, null),
                        apiMark(2, 1, 4, 2, null))
                .plays();
        // Then
        assertThat(plays).extracting(ReplayPlanTest::watermark).containsExactly(Micros.of(at(1)), Micros.of(at(2)));
    }

    @Test
    void unknownIntervalsAreMergedIntoTheirHull() {
        // When
        var plays = plan(1, apiMark(0, 0, 8, 7, 3), apiMark(1, 0, 9, 7, 4), apiMark(2, 0, 9, 7, null))
                .plays();
        // Then
        assertThat(plays).singleElement().satisfies(play -> {
            assertThat(mark(play).get("unknownFrom")).isEqualTo(Micros.of(at(3)));
            assertThat(mark(play).get("unknownUntil")).isEqualTo(Micros.of(at(9)));
            assertThat(mark(play).get("reason")).hasToString("relist");
        });
    }

    @Test
    void aStatusMarkNamesItsPartitionAndGoesToAll() {
        // When
        var plays = plan(2, statusMark(1, 5, 2)).plays();
        // Then
        assertThat(plays).extracting(Play::partition).containsExactly(Optional.of(0), Optional.of(1));
        assertThat(plays).allSatisfy(play -> {
            assertThat(mark(play).get("partition")).isEqualTo(1);
            assertThat(mark(play).get("partitions")).isEqualTo(3);
            assertThat(play.headers()).containsEntry(ReplayHeaders.ORIGIN_OFFSET, "5");
        });
    }

    @Test
    void aStatusMarkThatAReplaySpreadGoesOnWithItsLastCopy() {
        // Given: the one partition of a scenario was played on three
        var spread = List.of(statusMark(0, 5, 2, 0, 1), statusMark(1, 7, 2, 0, 1), statusMark(2, 9, 2, 0, 1));
        var later = statusMark(0, 6, 3, 0, 1);
        // When
        var plays = plan(1, spread.get(0), spread.get(1), spread.get(2), later).plays();
        // Then
        assertThat(plays)
                .singleElement()
                .satisfies(play -> assertThat(play.headers())
                        .containsEntry(ReplayHeaders.ORIGIN_PARTITION, "2")
                        .containsEntry(ReplayHeaders.ORIGIN_OFFSET, "9"));
    }

    @Test
    void everyPartitionOfEveryInputEndsAfterAllElse() {
        // When
        var ends = plan(2, service(0, 0, 5, "a"), statusMark(1, 0, 2)).ends();
        // Then
        assertThat(ends)
                .hasSize(2 * Capture.inputs().size())
                .allSatisfy(end -> assertThat(end.at()).isEqualTo(at(5)))
                .allSatisfy(end -> assertThat(end.value()).isEmpty());
        assertThat(ends)
                .extracting(end -> end.headers().get(ReplayHeaders.END))
                .contains("k8s.services/0", "k8s.services/1", "remediation.results/0")
                .doesNotHaveDuplicates();
    }

    @Test
    void theEndOfAnEarlierReplayIsLeftOut() {
        // Given
        var before = tombstone(0, 7, 5, "end");
        var end = new RecordedRecord(
                before.topic(),
                before.partition(),
                before.offset(),
                before.timestamp(),
                before.key(),
                Map.of(ReplayHeaders.END, "k8s.services/0"),
                null);
        // When, Then
        assertThat(plan(1, service(0, 0, 1, "a"), end).plays()).hasSize(1);
    }

    @Test
    void aShiftMovesEveryTimeAlike() {
        // Given
        var plan = new ReplayPlan(new Recording(THREE, List.of(apiMark(1, 0, 9, 7, 4))), 3, Duration.ofDays(30));
        // When
        var play = plan.plays().getFirst();
        // Then
        assertThat(play.at()).isEqualTo(at(9));
        assertThat(play.timestamp()).isEqualTo(at(9).plus(Duration.ofDays(30)));
        assertThat(watermark(play)).isEqualTo(Micros.of(at(7).plus(Duration.ofDays(30))));
        assertThat(mark(play).get("unknownFrom")).isEqualTo(Micros.of(at(4).plus(Duration.ofDays(30))));
        assertThat(((GenericRecord) play.value().orElseThrow().get("origin")).get("observedAt"))
                .isEqualTo(Micros.of(at(9).plus(Duration.ofDays(30))));
    }

    @Test
    void aTombstoneStaysOne() {
        assertThat(plan(2, tombstone(0, 0, 1, "a")).plays())
                .singleElement()
                .satisfies(play -> assertThat(play.value()).isEmpty());
    }

    @Test
    void whatDoesNotFitTheContractIsNamed() {
        var stranger = new RecordedRecord("k8s.secrets", 0, 4, at(1), "k", java.util.Map.of(), null);
        assertThatThrownBy(() -> plan(1, stranger).plays())
                .hasMessage("k8s.secrets-0@4: topic k8s.secrets is not in the catalogue");
    }

    private static ReplayPlan plan(int partitions, RecordedRecord... records) {
        return new ReplayPlan(new Recording(THREE, List.of(records)), partitions, Duration.ZERO);
    }

    private static String uid(Play play) {
        return ((GenericRecord) play.value().orElseThrow().get("origin"))
                .get("uid")
                .toString();
    }

    private static GenericRecord mark(Play play) {
        return (GenericRecord) play.value().orElseThrow().get("mark");
    }

    private static Long watermark(Play play) {
        return (Long) mark(play).get("watermark");
    }
}

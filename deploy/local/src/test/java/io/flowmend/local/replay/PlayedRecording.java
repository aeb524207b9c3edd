/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.ReplayHeaders;
import java.util.List;
import java.util.Objects;

/** A recording that goes through a real broker, and what must come out. */
public final class PlayedRecording {

    public static final Recording SAMPLE = new Recording(
            Samples.THREE,
            List.of(
                    Samples.service(0, 0, 1, "a"),
                    Samples.service(1, 0, 1, "b"),
                    Samples.service(2, 0, 1, "c"),
                    Samples.apiMark(0, 1, 3, 2, null),
                    Samples.apiMark(1, 1, 3, 2, null),
                    Samples.apiMark(2, 1, 3, 2, null),
                    Samples.tombstone(0, 2, 4, "a")));

    public static void assertHolds(Recording captured, int partitions) {
        assertThat(captured.partitions()).containsEntry("k8s.services", partitions);
        var marks = captured.records().stream()
                .filter(record -> record.key() != null && record.key().startsWith("local/_mark/"))
                .toList();
        assertThat(marks)
                .extracting(RecordedRecord::partition)
                .doesNotHaveDuplicates()
                .hasSize(partitions);
        assertThat(marks).allSatisfy(mark -> assertThat(mark.key()).isEqualTo("local/_mark/" + mark.partition()));
        var others = captured.records().stream()
                .filter(record -> !marks.contains(record))
                .toList();
        assertThat(others)
                .extracting(record -> record.headers().get(ReplayHeaders.ORIGIN_PARTITION) + "@"
                        + record.headers().get(ReplayHeaders.ORIGIN_OFFSET))
                .containsExactlyInAnyOrder("0@0", "1@0", "2@0", "0@2");
        var original = SAMPLE.records().getFirst();
        assertThat(others)
                .filteredOn(record -> record.value() != null && Objects.equals(original.key(), record.key()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.timestamp()).isEqualTo(original.timestamp());
                    assertThat(eventTime(record)).isEqualTo(eventTime(original));
                });
    }

    private static Object eventTime(RecordedRecord record) {
        return Objects.requireNonNull(record.value()).get("eventTime");
    }

    private PlayedRecording() {}
}

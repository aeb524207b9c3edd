/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Watermarks of one API topic, carried over to another number of partitions.
 *
 * <p>A mark says "every change up to W precedes me in this partition". On other partitions that is true once every
 * original partition has reached W, and then for all of them. Unknown intervals of the marks that are passed are merged
 * into their hull: unknown is never made smaller.
 */
final class ApiMarks {

    private final long[] reached;
    private final List<GenericRecord> waiting = new ArrayList<>();
    private long announced = Long.MIN_VALUE;

    ApiMarks(int originalPartitions) {
        this.reached = new long[originalPartitions];
        Arrays.fill(reached, Long.MIN_VALUE);
    }

    /** @return the mark that every new partition gets now, if this was the last original partition to reach it */
    Optional<GenericRecord> passed(int partition, GenericRecord mark) {
        reached[partition] = Math.max(reached[partition], watermark(mark));
        waiting.add(mark);
        var all = Arrays.stream(reached).min().orElse(Long.MIN_VALUE);
        if (all <= announced) {
            return Optional.empty();
        }
        announced = all;
        var due = waiting.stream().filter(each -> watermark(each) <= all).toList();
        waiting.removeAll(due);
        return Optional.of(merged(due, all));
    }

    private static GenericRecord merged(List<GenericRecord> marks, long watermark) {
        var merged = new GenericData.Record((GenericData.Record) marks.getLast(), true);
        merged.put("watermark", watermark);
        merged.put(
                "returnedAt",
                marks.stream()
                        .mapToLong(mark -> (Long) mark.get("returnedAt"))
                        .max()
                        .orElseThrow());
        merged.put("unknownFrom", unknownFrom(marks));
        merged.put("unknownUntil", extreme(marks, "unknownUntil", true));
        merged.put(
                "reason",
                marks.stream()
                        .map(mark -> mark.get("reason"))
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse(null));
        return merged;
    }

    /** A mark whose unknown time has an end and no beginning is unknown from the beginning of all. */
    private static @Nullable Long unknownFrom(List<GenericRecord> marks) {
        var fromTheBeginning =
                marks.stream().anyMatch(mark -> mark.get("unknownUntil") != null && mark.get("unknownFrom") == null);
        return fromTheBeginning ? null : extreme(marks, "unknownFrom", false);
    }

    private static @Nullable Long extreme(List<GenericRecord> marks, String field, boolean most) {
        var known = marks.stream()
                .map(mark -> (@Nullable Long) mark.get(field))
                .filter(java.util.Objects::nonNull)
                .mapToLong(Long::longValue)
                .summaryStatistics();
        if (known.getCount() == 0) {
            return null;
        }
        return most ? known.getMax() : known.getMin();
    }

    private static long watermark(GenericRecord mark) {
        return (Long) mark.get("watermark");
    }
}

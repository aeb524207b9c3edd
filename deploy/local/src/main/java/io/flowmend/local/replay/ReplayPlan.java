/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import io.flowmend.schemas.ReplayHeaders;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a replay sends, in which order, and to which partition: a pure function of the recording.
 *
 * <p>The order is that of the record timestamps, and within one original partition the one it had. A key goes where the
 * producer's partitioner sends it. With as many partitions as before, that is where it was, and marks stay where they
 * were; otherwise see {@link ApiMarks}, and a status mark, which names the partition it speaks for, goes to all
 * (once, see {@link MarkCopies}, if it went to all before).
 *
 * @param partitions of every topic of the private platform
 * @param shift added to every time in values and to record timestamps
 */
public record ReplayPlan(Recording recording, int partitions, Duration shift) {

    private static final Map<String, Topic> CATALOGUE =
            Topics.all().stream().collect(Collectors.toUnmodifiableMap(Topic::suffix, Function.identity()));

    /** @throws IllegalArgumentException that names the record that does not fit the contract */
    public List<Play> plays() {
        var marks = new Marks(new HashMap<>(), new HashMap<>());
        var plays = new ArrayList<Play>();
        for (var timed : inOrder()) {
            try {
                plays.addAll(plays(timed, marks));
            } catch (IllegalArgumentException unfit) {
                var record = timed.record();
                throw new IllegalArgumentException(
                        record.topic() + "-" + record.partition() + "@" + record.offset() + ": " + unfit.getMessage(),
                        unfit);
            }
        }
        return plays;
    }

    /**
     * The last record of every partition of every input topic, to be sent after {@link #plays()}: a topology that was told that it
     * replays ({@code streams.replay}) plans once it has read them all.
     */
    public List<Play> ends() {
        var at = recording.records().stream()
                .map(RecordedRecord::timestamp)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return CATALOGUE.values().stream()
                .filter(topic -> topic.role() == Topic.Role.INPUT)
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(partition -> end(topic, partition, at)))
                .toList();
    }

    private Play end(Topic topic, int partition, Instant at) {
        return new Play(
                topic,
                Optional.of(partition),
                at,
                at.plus(shift),
                Optional.of(ReplayHeaders.END),
                Map.of(ReplayHeaders.END, topic.suffix() + "/" + partition),
                Optional.empty());
    }

    static Topic topic(String suffix) {
        var topic = CATALOGUE.get(suffix);
        if (topic == null) {
            throw new IllegalArgumentException("topic " + suffix + " is not in the catalogue");
        }
        return topic;
    }

    private record Timed(RecordedRecord record, Instant at) {}

    /** Of API marks by topic, of copied status marks by the partition that they speak for. */
    private record Marks(Map<String, ApiMarks> api, Map<Integer, MarkCopies> status) {}

    /** Within one partition time never goes back, so that sorting cannot change its order. */
    private List<Timed> inOrder() {
        var latest = new LinkedHashMap<List<Object>, Instant>();
        return recording.records().stream()
                .filter(record -> !record.headers().containsKey(ReplayHeaders.END)) // of an earlier replay
                .sorted(Comparator.comparing(RecordedRecord::topic)
                        .thenComparingInt(RecordedRecord::partition)
                        .thenComparingLong(RecordedRecord::offset))
                .map(record -> new Timed(
                        record,
                        latest.merge(
                                List.of(record.topic(), record.partition()),
                                record.timestamp(),
                                (before, now) -> now.isAfter(before) ? now : before)))
                .sorted(Comparator.comparing(Timed::at)) // stable
                .toList();
    }

    private List<Play> plays(Timed timed, Marks marks) {
        var record = timed.record();
        var topic = topic(record.topic());
        var value = Optional.ofNullable(record.value()).map(new TimeShift(shift)::apply);
        var mark = value.flatMap(ReplayPlan::mark);
        if (mark.isEmpty()) {
            return List.of(play(timed, topic, Optional.empty(), record.key(), value));
        }
        if (partitions == originalPartitions(record.topic())) {
            return List.of(play(timed, topic, Optional.of(record.partition()), record.key(), value));
        }
        if (topic.equals(Topics.NODE_STATUS)) {
            return isComplete(record, mark.get(), marks) ? everywhere(timed, topic, value.orElseThrow()) : List.of();
        }
        return marks.api()
                .computeIfAbsent(record.topic(), name -> new ApiMarks(originalPartitions(name)))
                .passed(record.partition(), mark.get())
                .map(passed -> everywhere(timed, topic, withMark(value.orElseThrow(), passed)))
                .orElse(List.of());
    }

    /** Recorded of a replay on other partitions, a mark is one of many copies. */
    private boolean isComplete(RecordedRecord record, GenericRecord mark, Marks marks) {
        var original = originalPartitions(record.topic());
        return original == (Integer) mark.get("partitions")
                || marks.status()
                        .computeIfAbsent((Integer) mark.get("partition"), _ -> new MarkCopies(original))
                        .complete(record.partition(), (Long) mark.get("watermark"));
    }

    private int originalPartitions(String topic) {
        var known = recording.partitions().get(topic);
        if (known == null) {
            throw new IllegalArgumentException("the first line does not say how many partitions the topic had");
        }
        return known;
    }

    private List<Play> everywhere(Timed timed, Topic topic, GenericRecord value) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> play(
                        timed,
                        topic,
                        Optional.of(partition),
                        markKey(timed.record().key(), partition),
                        Optional.of(value)))
                .toList();
    }

    private Play play(
            Timed timed,
            Topic topic,
            Optional<Integer> partition,
            @Nullable String key,
            Optional<GenericRecord> value) {
        var record = timed.record();
        return new Play(
                topic,
                partition,
                timed.at(),
                record.timestamp().plus(shift),
                Optional.ofNullable(key),
                withOrigin(record),
                value);
    }

    /** A recording of a replay keeps the first origin. */
    private static Map<String, String> withOrigin(RecordedRecord record) {
        var headers = new HashMap<>(record.headers());
        headers.putIfAbsent(ReplayHeaders.ORIGIN_TOPIC, record.topic());
        headers.putIfAbsent(ReplayHeaders.ORIGIN_PARTITION, Integer.toString(record.partition()));
        headers.putIfAbsent(ReplayHeaders.ORIGIN_OFFSET, Long.toString(record.offset()));
        return headers;
    }

    private static Optional<GenericRecord> mark(GenericRecord value) {
        return value.getSchema().getField("mark") == null
                ? Optional.empty()
                : Optional.ofNullable((GenericRecord) value.get("mark"));
    }

    private static GenericRecord withMark(GenericRecord value, GenericRecord mark) {
        var changed = new GenericData.Record((GenericData.Record) value, true);
        changed.put("mark", mark);
        return changed;
    }

    private static @Nullable String markKey(@Nullable String key, int partition) {
        return key == null ? null : key.substring(0, key.lastIndexOf('/') + 1) + partition;
    }
}

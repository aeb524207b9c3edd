/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of a recording, short to write. */
public final class Samples {

    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final Map<String, Integer> THREE = Map.of("k8s.services", 3, "node.flows", 3, "node.status", 3);

    public static RecordedRecord service(int partition, long offset, int second, String uid) {
        return record("k8s.services", partition, offset, second, "local/ns/name/" + uid, Optional.of("""
                {"origin": %s, "eventTime": "%s", "deleted": false, "changed": [], "state": null, "mark": null}""".formatted(
                        origin(uid, second), at(second))));
    }

    static RecordedRecord tombstone(int partition, long offset, int second, String uid) {
        return record("k8s.services", partition, offset, second, "local/ns/name/" + uid, Optional.empty());
    }

    static RecordedRecord apiMark(
            int partition, long offset, int second, int watermark, @Nullable Integer unknownFrom) {
        var unknown = unknownFrom == null
                ? ""
                : ", \"unknownFrom\": \"%s\", \"unknownUntil\": \"%s\", \"reason\": \"relist\""
                        .formatted(at(unknownFrom), at(second));
        return record("k8s.services", partition, offset, second, "local/_mark/" + partition, Optional.of("""
                {"origin": %s, "eventTime": "%s", "mark": {"watermark": "%s", "returnedAt": "%s"%s}}""".formatted(
                        origin("", second), at(second), at(watermark), at(second), unknown)));
    }

    static RecordedRecord statusMark(int partition, long offset, int second) {
        return statusMark(partition, offset, second, partition, 3);
    }

    /** @param speaksFor a partition of so many */
    static RecordedRecord statusMark(int partition, long offset, int second, int speaksFor, int partitions) {
        return record("node.status", partition, offset, second, "local/_mark/" + partition, Optional.of("""
                {"cluster": "local", "mark": {"watermark": "%s", "sentAt": "%s", "partition": %d, "partitions": %d}}""".formatted(
                        at(second), at(second), speaksFor, partitions)));
    }

    static Instant at(int second) {
        return T0.plusSeconds(second);
    }

    private static RecordedRecord record(
            String topic, int partition, long offset, int second, String key, Optional<String> value) {
        return new RecordedRecord(
                topic,
                partition,
                offset,
                at(second),
                key,
                Map.of(),
                value.map(text -> PlainJson.read(ReplayPlan.topic(topic).value(), json(text)))
                        .orElse(null));
    }

    private static String origin(String uid, int second) {
        return """
        {"cluster": "local", "type": "Service", "uid": "%s", "resourceVersion": "1", "observedAt": "%s"}""".formatted(uid, at(second));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException mistaken) {
            throw new IllegalArgumentException(mistaken);
        }
    }

    private Samples() {}
}

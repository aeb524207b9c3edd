/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a recording.
 *
 * @param topic name in the catalogue, without prefix
 * @param timestamp of the Kafka record
 * @param value as {@link PlainJson} writes it; null for a tombstone
 */
public record RecordedRecord(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        @Nullable String key,
        Map<String, String> headers,
        @Nullable JsonNode value) {

    public RecordedRecord {
        headers = Map.copyOf(headers);
    }
}

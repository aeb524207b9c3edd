/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import java.time.Instant;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * One line of a recording.
 *
 * @param topic name in the catalogue, without prefix
 * @param timestamp of the Kafka record
 * @param value in the catalogue's schema; null for a tombstone
 */
public record RecordedRecord(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        @Nullable String key,
        Map<String, String> headers,
        @Nullable GenericRecord value) {

    public RecordedRecord {
        headers = Map.copyOf(headers);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import io.flowmend.schemas.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * One record to send.
 *
 * @param partition empty where the key decides, as for any producer
 * @param at when, on the recording's own time line
 * @param timestamp of the Kafka record, shifted
 * @param value empty for a tombstone
 */
public record Play(
        Topic topic,
        Optional<Integer> partition,
        Instant at,
        Instant timestamp,
        Optional<String> key,
        Map<String, String> headers,
        Optional<GenericRecord> value) {

    public Play {
        headers = Map.copyOf(headers);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.ReplayHeaders;
import io.flowmend.streams.detector.RecordRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where the record at hand first stood: as read, unless a replay says in headers where the original was. */
record Origins(String topic, int partition, long offset) {

    static Origins of(RecordMetadata metadata, Headers headers) {
        var partition = number(headers, ReplayHeaders.ORIGIN_PARTITION).orElse((long) metadata.partition());
        return new Origins(
                metadata.topic(),
                Math.toIntExact(partition),
                number(headers, ReplayHeaders.ORIGIN_OFFSET).orElse(metadata.offset()));
    }

    RecordRef record(String origin, Instant time) {
        return new RecordRef(topic, partition, offset, origin, time);
    }

    private static Optional<Long> number(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null
                ? Optional.empty()
                : Optional.of(Long.valueOf(new String(header.value(), StandardCharsets.UTF_8)));
    }
}

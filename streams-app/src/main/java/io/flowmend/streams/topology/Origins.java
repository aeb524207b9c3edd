/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.ReplayHeaders;
import io.flowmend.streams.detector.RecordRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where the record at hand first stood: as read, unless a replay says in headers where the original was. */
record Origins(String topic, int partition, long offset) {

    private static final Predicate<String> NUMBER =
            Pattern.compile("[0-9]{1,18}").asMatchPredicate();

    static Origins of(RecordMetadata metadata, Headers headers) {
        return new Origins(
                metadata.topic(),
                number(headers, ReplayHeaders.ORIGIN_PARTITION)
                        .map(Long::intValue)
                        .orElse(metadata.partition()),
                number(headers, ReplayHeaders.ORIGIN_OFFSET).orElse(metadata.offset()));
    }

    /** @throws IllegalArgumentException if no clock can have meant that time */
    RecordRef record(String origin, Instant time) {
        return new RecordRef(topic, partition, offset, origin, EventTime.require("event time", time));
    }

    /** Whoever else writes such a header does not stop the process. */
    private static Optional<Long> number(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(Header::value)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(NUMBER)
                .map(Long::valueOf);
    }
}

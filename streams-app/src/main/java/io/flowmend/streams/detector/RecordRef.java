/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import java.time.Instant;

/**
 * A record as evidence: where the original stood, before any repartition or replay.
 *
 * @param origin who said it, e.g. {@code node-a conntrack 5f3c… #17} or {@code EndpointSlice 2b1d… 4711}
 * @param time event time
 */
public record RecordRef(String topic, int partition, long offset, String origin, Instant time) {}

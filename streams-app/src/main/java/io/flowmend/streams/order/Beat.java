/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A node's heartbeat: all that it saw up to the watermark is in the topics.
 *
 * @param node {@code cluster/node}
 * @param sequence 1, 2, 3, ... per life of the producer
 * @param period the next one comes within it
 * @param citation opaque reference to the record, for evidence
 */
public record Beat(
        String node, long sequence, Instant watermark, Duration period, List<SourceSaid> sources, byte[] citation) {

    public Beat {
        sources = List.copyOf(sources);
    }

    /**
     * What the heartbeat vouches for, per source.
     *
     * @param since from here on the source missed nothing but what {@code lost} counts
     * @param lost losses so far in this life
     */
    public record SourceSaid(String source, String bootId, Instant since, long lastSequence, long lost) {}
}

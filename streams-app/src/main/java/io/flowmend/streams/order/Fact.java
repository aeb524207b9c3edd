/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;

/**
 * Something that a source on a node saw.
 *
 * @param node {@code cluster/node}
 * @param bootId one life of the source; sequences begin at 1 in each
 * @param time event time, by the node's clock
 * @param payload what was seen; the core does not look into it
 */
public record Fact(String node, String source, String bootId, long sequence, Instant time, byte[] payload) {

    Position position() {
        return new Position(time, Rank.OWN, source + "/" + bootId, sequence);
    }
}

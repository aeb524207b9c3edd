/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Watermarks of nodes as they cross a repartition, after the data that they cover.
 *
 * @param upstream stage and partition it comes from; a node always comes through the same one
 * @param floor no fact at or before it will come any more, of any node of this partition, also of one not seen yet
 * @param changes in the order in which they happened
 */
public record NodeFrame(String upstream, Instant floor, List<Change> changes) {

    public NodeFrame {
        changes = List.copyOf(changes);
    }

    /**
     * @param watermark all of the node up to it has been sent
     * @param unknown what is not known of it, if this change says so
     * @param citation the heartbeat's reference; empty when the API's marks moved a node that fell behind
     */
    public record Change(String node, Instant watermark, Optional<Interval> unknown, Optional<byte[]> citation) {}
}

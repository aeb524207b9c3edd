/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;

/**
 * Watermark of the API among the heartbeats: nodes are judged late against it, by the order of one partition.
 *
 * @param sentAt by the clock of the API's side
 * @param partition it speaks for the keys that hash to this partition
 * @param partitions of so many
 */
public record Mark(Instant watermark, Instant sentAt, int partition, int partitions) {}

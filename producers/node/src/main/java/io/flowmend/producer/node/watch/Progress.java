/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import java.time.Instant;

/**
 * How far a node's watcher has come.
 *
 * @param watermark everything that the kernel told up to here is among the facts up to {@code lastSequence}
 * @param watchingSince nothing is missed from here on but what {@code lost} counts
 * @param suspicious entries that are tracked and untranslated
 */
public record Progress(Instant watermark, Instant watchingSince, long lastSequence, long lost, int suspicious) {}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a node's watcher has come.
 *
 * @param watermark everything that the kernel told up to here is among the facts up to {@code lastSequence}
 * @param watchingSince nothing is missed from here on but what {@code lost} counts
 * @param suspicious entries and sockets that are tracked because they may be at fault, and addresses not looked at yet
 * @param holdOver the last moment up to the watermark at which the hold of an ended owner ended whose address something
 *     here still reaches: a rule concludes as soon as a heartbeat covers it
 */
public record Progress(
        Instant watermark,
        Instant watchingSince,
        long lastSequence,
        long lost,
        int suspicious,
        Optional<Instant> holdOver) {}

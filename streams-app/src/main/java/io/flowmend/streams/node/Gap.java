/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import java.time.Instant;
import java.util.Optional;

/**
 * Time over which the node is not known.
 *
 * @param until {@link Instant#MAX} while the node is silent
 * @param beat the heartbeat that told of it; empty if the node is silent
 */
public record Gap(Instant from, Instant until, Optional<NodeBeat> beat) {}

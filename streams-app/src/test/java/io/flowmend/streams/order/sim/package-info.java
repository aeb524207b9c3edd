/* Licensed under Apache-2.0. */
/**
 * Simulator of the ordering core: a seeded world of nodes and an API, the pipeline that reads what they wrote in any
 * order, with crashes, and an oracle that knows all from the start.
 *
 * <p>{@link io.flowmend.streams.order.sim.World} is what was written to the topics, in the order in which it was
 * written. {@link io.flowmend.streams.order.sim.Pipeline} runs the core over it; the seed decides how. The oracle
 * shares nothing with the core but the records, and the toy rule.
 */
@NullMarked
package io.flowmend.streams.order.sim;

import org.jspecify.annotations.NullMarked;

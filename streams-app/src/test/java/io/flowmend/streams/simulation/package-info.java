/* Licensed under Apache-2.0. */
/**
 * Whole clusters, simulated: what happened in them, what their producers tell of it, and what an all-knowing observer would
 * have reported.
 *
 * <p>A {@link io.flowmend.streams.simulation.Cluster} is what happened and what is told. Each detector has one class that
 * makes its part of the world happen, faults and what looks alike, and says by what happened, never by what was told, which
 * {@link io.flowmend.streams.simulation.Incident}s there are. {@link io.flowmend.streams.simulation.Recording} is how it
 * was written to the topics; {@link io.flowmend.streams.simulation.Judge} says which rule did not keep which {@link
 * io.flowmend.streams.simulation.Law}. A new detector's part is one more line in {@link io.flowmend.streams.simulation.Cluster#of}.
 */
@NullMarked
package io.flowmend.streams.simulation;

import org.jspecify.annotations.NullMarked;

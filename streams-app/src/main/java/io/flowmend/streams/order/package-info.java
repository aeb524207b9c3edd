/* Licensed under Apache-2.0. */
/**
 * The ordering core: makes absence provable and replay exact (design, section 4).
 *
 * <p>{@link io.flowmend.streams.order.Intake} stands where a node's records enter. It holds each fact back until a
 * heartbeat vouches for it, so that what was lost, doubled or late is decided by the order of one partition and never
 * by what was read faster. {@link io.flowmend.streams.order.Sequencer} orders facts of the Kubernetes API.
 * {@link io.flowmend.streams.order.Lanes} joins the two: one lane per node, each applied in one order (time, rank,
 * origin, sequence) up to its own frontier, the least of the node's and the API's watermark; so a silent node holds up
 * itself only. Watermarks cross a repartition as {@link io.flowmend.streams.order.NodeFrame} and
 * {@link io.flowmend.streams.order.ApiFrame}, written to every downstream partition after the data that they cover.
 *
 * <p>No clock, no Kafka type, no thread: the same facts give the same calls in the same order, whatever the speed,
 * the partition count, the restarts and the interleaving of topics. The simulator in the tests holds it to that.
 */
@NullMarked
package io.flowmend.streams.order;

import org.jspecify.annotations.NullMarked;

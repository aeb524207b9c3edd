/* Licensed under Apache-2.0. */
/**
 * Measures how long each change of an EndpointSlice takes to reach the service proxies of all nodes, deletions too, and finds
 * the node whose proxy stands still while the others go on.
 *
 * <p>A node's proxy acknowledges by one contiguous revision with exceptions, never per change. {@link
 * io.flowmend.streams.detector.propagation.ProxyLanes} keeps that revision per node and the open changes once per partition;
 * whatever an acknowledgement passes is counted into a histogram of its change. Only sums leave the partition ({@link
 * io.flowmend.streams.detector.propagation.Tally}); {@link io.flowmend.streams.detector.propagation.PropagationSums} adds them
 * up. Pairs of node and change are never kept: 5,000 nodes and 10,000 slices would be 50 million.
 *
 * <p>The clock is event time. Each pair is counted once, when the order decides it, so sums do not depend on how they were
 * cut into deltas. After a restart all of it is read from the stores.
 */
@NullMarked
package io.flowmend.streams.detector.propagation;

import org.jspecify.annotations.NullMarked;

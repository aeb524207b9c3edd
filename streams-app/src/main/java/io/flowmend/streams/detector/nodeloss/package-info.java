/* Licensed under Apache-2.0. */
/**
 * Detects TCP connections that another node reset after the node that carried them was lost (incident 004; field guide,
 * section 5B).
 *
 * <p>With direct server return and Maglev every node would choose the same backend, but a node that did not see the SYN
 * has no state and answers the first packet itself, with a reset. The rule joins three nodes' worth of facts on one
 * service address: the connection as the lost node told of it last, that node's loss, and the reset elsewhere. It stays
 * silent for what looks alike: see the detector's page.
 *
 * <p>The clock is event time of the {@link io.flowmend.streams.order.Crossing}, which waits for the slowest node and for
 * the bookmarks of the watch on nodes: minutes, for a finding that prevents the next loss and mends none.
 */
@NullMarked
package io.flowmend.streams.detector.nodeloss;

import org.jspecify.annotations.NullMarked;

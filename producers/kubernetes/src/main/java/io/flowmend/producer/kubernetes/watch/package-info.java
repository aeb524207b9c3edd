/* Licensed under Apache-2.0. */
/**
 * One loop per type: list once, then watch, in one thread, and tell what changed.
 *
 * <p>Why not the client's informers: they hide what the watermark rests on. A relist (HTTP 410, a watch that cannot be
 * resumed) reaches their handlers as ordinary additions and updates, so nobody could say which interval is unknown; they
 * keep a store of whole objects beside the facts that we keep anyway; and bookmarks, the only sign of life for nodes,
 * stay inside. The loop uses the client's own list and watch: pages, websocket, back-pressure and decoding are the client's.
 *
 * <p>A watch that ends is opened again at the last resourceVersion seen: nothing is lost, it is only late, and the
 * canary is late with it. Only when the API server no longer has that version (410) the type is listed anew: the
 * difference is published with {@code relisted}, what is gone gets a final state and a tombstone, and the next mark says
 * that the interval is unknown. A watch on which an acknowledged canary does not come back is taken for dead and opened
 * again.
 *
 * <p>Order: the client hands events over in the order of the watch, each stamped with the clock at its receipt, through one
 * bounded queue to the loop's thread, which is the only one that publishes this type. A mark goes the same way, so
 * whatever was observed before the canary's return precedes it.
 */
@NullMarked
package io.flowmend.producer.kubernetes.watch;

import org.jspecify.annotations.NullMarked;

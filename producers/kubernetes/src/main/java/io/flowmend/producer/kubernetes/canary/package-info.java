/* Licensed under Apache-2.0. */
/**
 * The canaries: one small object per watched type, patched every second with the time (more often while something ends,
 * ADR 0013 and 0020), so that its return proves the watch alive.
 *
 * <p>A Service and an EndpointSlice labelled {@code service.kubernetes.io/service-proxy-name: flowmend}, which proxies
 * ignore, without selector and without endpoints; for pods the producer's own Pod, or outside of a cluster a Pod that no
 * scheduler takes. Nodes have none: nobody may create a node for fun, so they move by bookmarks and hold back 90 s.
 *
 * <p>Each canary has one patch in flight at most; those that are sent together carry the same stamp, so that the least of
 * their watermarks moves with each. Without the right to write (403) the loop says so once, asks again every 30 s, and the
 * watermark falls back to bookmarks.
 *
 * <p>Names hold an id of this life, so that two producers do not collide; what an earlier life left behind has an old
 * stamp and is removed. Removing the canary of a producer that lives would do no harm: it creates it again.
 */
@NullMarked
package io.flowmend.producer.kubernetes.canary;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * Detects addresses that two claim (incident 001; field guide, section 3).
 *
 * <p>By node ({@link io.flowmend.streams.detector.ipconflict.IpConflictRule}): on Windows, kube-proxy keeps a remote HNS endpoint
 * for each backend elsewhere. If the address of an ended backend is given to a pod of this node before that endpoint is gone, it
 * may delete the pod's own one. Imminent: the pod's address has a remote endpoint too, at once if it also has a local one, else
 * after a sync. Happened: the pod runs and has no local endpoint any more, proven if kube-proxy said that it deleted the id which
 * the CNI had made.
 *
 * <p>By address ({@link io.flowmend.streams.detector.ipconflict.AddressConflictDetector}), over all nodes: two pods live on it, on
 * any system; a node keeps a remote endpoint of it that nobody has any more.
 *
 * <p>The clock is event time, given by the ordering core; a restart or a backlog changes nothing but the delay.
 */
@NullMarked
package io.flowmend.streams.detector.ipconflict;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * Detects addresses that two claim on one node (incident 001; field guide, section 3).
 *
 * <p>On Windows, kube-proxy keeps a remote HNS endpoint for each backend elsewhere. If the address of an ended backend is
 * given to a pod of this node before that endpoint is gone, it may delete the pod's own one. Imminent: the pod's address
 * has a remote endpoint too, at once if it also has a local one, else after a sync. Happened: the pod runs and has no local
 * endpoint any more, proven if kube-proxy said that it deleted the id which the CNI had made. On any system: two live pods
 * of the node own one address.
 *
 * <p>A remote endpoint that nobody owns any more, and two owners on different nodes, are questions about an address and not
 * about a node; the sub-topology by address asks them.
 *
 * <p>The clock is event time, given by the ordering core; a restart or a backlog changes nothing but the delay.
 */
@NullMarked
package io.flowmend.streams.detector.ipconflict;

import org.jspecify.annotations.NullMarked;

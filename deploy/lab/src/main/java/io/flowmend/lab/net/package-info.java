/* Licensed under Apache-2.0. */
/**
 * The network of design section 9 out of network namespaces of this machine: nodes, their clients and pods, traffic between
 * them, and the node's own nftables rules standing in for a service proxy.
 *
 * <p>A socket belongs to the namespace of the thread that opened it, for ever. So senders and receivers are plain Java channels,
 * opened by a short-lived thread inside the namespace and used from outside; no helper process keeps the pace. Whatever is
 * made here carries a name of this process; the next lab sweeps what a killed one left.
 *
 * <p>Connections are looked at with the reference tool and never changed.
 */
@NullMarked
package io.flowmend.lab.net;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * The real world of the end-to-end tests: a kernel to break connections in and a Kubernetes control plane to tell of services.
 *
 * <p>{@link io.flowmend.it.support.NetworkLab} makes the network of design section 9 out of network namespaces: a client, a node
 * and a pod, with the node's own nftables rules standing in for a service proxy. {@link io.flowmend.it.support.ControlPlane}
 * starts etcd and kube-apiserver and, when asked, real kube-proxy inside such a node.
 * {@link io.flowmend.it.support.StallableProxy} stands between a client of the API and its server, to stop time for it.
 *
 * <p>A socket belongs to the namespace of the thread that opened it, for ever. So senders and receivers are plain Java channels,
 * opened by a short-lived thread inside the namespace and used from outside; no helper process keeps the pace.
 *
 * <p>What a test needs and this machine may lack is asked of {@link io.flowmend.it.support.Requirements}. Everything here dies
 * with the JVM, also with one that was killed: child processes watch a pipe, namespaces are swept by the next run.
 */
@NullMarked
package io.flowmend.it.support;

import org.jspecify.annotations.NullMarked;

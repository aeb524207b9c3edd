/* Licensed under Apache-2.0. */
/**
 * Which service proxy a node has, and how it fares.
 *
 * <p>{@link io.flowmend.producer.node.proxy.ProxyFinder} asks kube-proxy's own ports in the node's network namespace, and
 * looks for its process and the traces of its work where they do not answer. Nothing is found only if all say so; what could not be
 * looked at, or has left its work behind, is unknown. {@link io.flowmend.producer.node.proxy.ProxyWatch} asks again and again, on a thread of its own.
 */
@NullMarked
package io.flowmend.producer.node.proxy;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * One node, watched: kernel events, dumps and reads go in, facts come out.
 *
 * <p>Each {@link io.flowmend.producer.node.watch.NodeWatch} has one thread that does everything in turn, so what it says
 * has one order: events first, then what a dump or a read showed. While it reads, the kernel queues; what overruns that
 * queue is counted as lost and a fresh dump follows. Sockets are looked at by a thread of their own
 * ({@link io.flowmend.producer.node.watch.SocketSampler}), only while something is suspected; what it finds is told by the
 * watching thread, in its order.
 */
@NullMarked
package io.flowmend.producer.node.watch;

import org.jspecify.annotations.NullMarked;

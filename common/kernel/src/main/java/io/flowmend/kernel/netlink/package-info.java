/* Licensed under Apache-2.0. */
/**
 * Netlink sockets through libc, and the questions that this module may ask.
 *
 * <p>{@link io.flowmend.kernel.netlink.Question} is the closed list of what can be sent: it holds no message
 * that changes anything on the node, and {@link io.flowmend.kernel.netlink.NetlinkSocket} sends nothing else.
 */
@NullMarked
package io.flowmend.kernel.netlink;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * Sockets of a network namespace, through sock_diag, asked when needed: UDP sockets that listen, and sockets of TCP and UDP
 * that are connected to a peer. And what its UDP sockets have sent and heard, by procfs.
 */
@NullMarked
package io.flowmend.kernel.socket;

import org.jspecify.annotations.NullMarked;

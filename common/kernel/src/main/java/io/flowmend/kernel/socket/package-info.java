/* Licensed under Apache-2.0. */
/**
 * UDP sockets of a network namespace, through sock_diag, asked when needed.
 */
@NullMarked
package io.flowmend.kernel.socket;

import org.jspecify.annotations.NullMarked;

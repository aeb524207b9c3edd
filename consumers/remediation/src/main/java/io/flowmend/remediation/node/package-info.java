/* Licensed under Apache-2.0. */
/**
 * One node as the executor reads and changes it: conntrack entries, sockets, NAT rules, routes. {@link Hands} is the only way to
 * change anything; everything before it only reads.
 */
@NullMarked
package io.flowmend.remediation.node;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * The node's own addresses, through rtnetlink: a dump, then its events.
 */
@NullMarked
package io.flowmend.kernel.address;

import org.jspecify.annotations.NullMarked;

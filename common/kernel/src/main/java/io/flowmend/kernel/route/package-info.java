/* Licensed under Apache-2.0. */
/** Where a network namespace would send a packet, through rtnetlink, asked when needed. */
@NullMarked
package io.flowmend.kernel.route;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * The only classes that change a node: they send an {@link io.flowmend.kernel.netlink.Order}. The executor uses them; what
 * observes must not see this package, and a test over the layers says so.
 */
@NullMarked
package io.flowmend.kernel.act;

import org.jspecify.annotations.NullMarked;

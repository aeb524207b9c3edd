/* Licensed under Apache-2.0. */
/**
 * Faults put into the core's class files, to prove that the simulator sees them. The core itself has no seam for it: a
 * class loader of its own loads core and simulator, and changes one method on the way.
 */
@NullMarked
package io.flowmend.streams.order.fault;

import org.jspecify.annotations.NullMarked;

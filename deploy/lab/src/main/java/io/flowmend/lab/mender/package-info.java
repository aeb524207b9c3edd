/* Licensed under Apache-2.0. */
/**
 * Flowmend as an operator runs it, for one world of the lab: a platform that nothing is kept of, topology and producers in this
 * process, and the executor as a process of its own. The lab reads its topics as any subscriber would, and writes to none.
 */
@NullMarked
package io.flowmend.lab.mender;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * What is asked of Flowmend when things go wrong: processes killed, records broken, credentials wrong, and runs repeated.
 * Facts are written by {@link io.flowmend.it.support.HandFeeder}, so that none of it needs a kernel or a cluster.
 */
@NullMarked
package io.flowmend.it.fault;

import org.jspecify.annotations.NullMarked;

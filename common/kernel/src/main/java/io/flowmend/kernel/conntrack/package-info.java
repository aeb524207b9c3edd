/* Licensed under Apache-2.0. */
/**
 * Entries of the kernel's connection tracking: events, dumps, and single reads.
 *
 * <p>At 20,000 events a second nearly all are of no interest, so a message is laid out in a reused view and judged on its
 * raw fields; only what passes becomes an object. With {@code nf_conntrack_events=2} (the default) the kernel sends
 * nothing about entries that are older than the first listener, so an end is also looked for by reading.
 */
@NullMarked
package io.flowmend.kernel.conntrack;

import org.jspecify.annotations.NullMarked;

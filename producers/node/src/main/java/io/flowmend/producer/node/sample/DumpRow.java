/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.conntrack.Entry;

/**
 * One row of a dump and when it was read.
 *
 * @param ghost it is suspicious although the address that it reaches is not known to have had an owner
 */
public record DumpRow(Entry entry, Moment from, Moment until, boolean ghost) {}

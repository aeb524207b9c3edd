/* Licensed under Apache-2.0. */
/**
 * The diagram: which stage reads what, and the processors that carry the pure parts. Only this package builds topologies.
 */
@NullMarked
package io.flowmend.streams.topology;

import org.jspecify.annotations.NullMarked;

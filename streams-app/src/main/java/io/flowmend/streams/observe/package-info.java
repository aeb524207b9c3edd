/* Licensed under Apache-2.0. */
/**
 * Meters of the topology.
 */
@NullMarked
package io.flowmend.streams.observe;

import org.jspecify.annotations.NullMarked;

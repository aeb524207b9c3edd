/* Licensed under Apache-2.0. */
/**
 * What happens to a record that cannot be read: a dead letter if the record is at fault, a stop if the world is.
 */
@NullMarked
package io.flowmend.streams.failure;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * Between Avro and the domain; the only package that sees generated classes beside the topology's sinks.
 */
@NullMarked
package io.flowmend.streams.codec;

import org.jspecify.annotations.NullMarked;

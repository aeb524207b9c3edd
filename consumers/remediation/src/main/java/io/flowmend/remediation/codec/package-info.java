/* Licensed under Apache-2.0. */
/**
 * Between Avro and values; nothing else of the executor sees generated classes, but the harness that makes commands.
 */
@NullMarked
package io.flowmend.remediation.codec;

import org.jspecify.annotations.NullMarked;

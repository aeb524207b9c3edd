/* Licensed under Apache-2.0. */
/**
 * The way to the broker: commands of this node's partition, results with acknowledgement, the pods.
 */
@NullMarked
package io.flowmend.remediation.kafka;

import org.jspecify.annotations.NullMarked;

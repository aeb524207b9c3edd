/* Licensed under Apache-2.0. */
/**
 * What the detectors of one node share: its pods as the API has them, what the node saw of their programming, and the
 * view of time and state that a rule is given. Plain values; no Kafka, no Avro, no clock.
 */
@NullMarked
package io.flowmend.streams.node;

import org.jspecify.annotations.NullMarked;

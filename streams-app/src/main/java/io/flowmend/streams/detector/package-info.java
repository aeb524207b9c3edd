/* Licensed under Apache-2.0. */
/**
 * What detectors share: references to evidence, findings and their life cycle. Plain values; no Kafka, no Avro, no clock.
 */
@NullMarked
package io.flowmend.streams.detector;

import org.jspecify.annotations.NullMarked;

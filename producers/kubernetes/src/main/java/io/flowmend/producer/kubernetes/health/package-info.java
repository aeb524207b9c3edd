/* Licensed under Apache-2.0. */
/**
 * How it is: alive means that every watch loop and the canary loop turned lately and nothing was lost towards Kafka; ready
 * means that every type was listed, its watch is open and its first mark is written.
 */
@NullMarked
package io.flowmend.producer.kubernetes.health;

import org.jspecify.annotations.NullMarked;

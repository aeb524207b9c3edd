/* Licensed under Apache-2.0. */
/**
 * Settings of the topology and what they become for Kafka Streams.
 */
@NullMarked
package io.flowmend.streams.config;

import org.jspecify.annotations.NullMarked;

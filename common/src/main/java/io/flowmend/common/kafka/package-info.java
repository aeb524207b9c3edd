/* Licensed under Apache-2.0. */
/** What every process needs to reach Kafka and the schema registry, and to follow a topic of states. */
@NullMarked
package io.flowmend.common.kafka;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/** What every process needs to reach Kafka and the schema registry. */
@NullMarked
package io.flowmend.common.kafka;

import org.jspecify.annotations.NullMarked;

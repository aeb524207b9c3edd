/* Licensed under Apache-2.0. */
/**
 * Facts and heartbeats to Kafka, services and pods from Kafka.
 *
 * <p>One thread publishes for all nodes of the process. Nothing is dropped here: while the broker or the registry is away
 * it waits, the nodes' outboxes fill, and there the stated policy holds. A heartbeat goes out only after every fact that
 * it names was acknowledged.
 */
@NullMarked
package io.flowmend.producer.node.publish;

import org.jspecify.annotations.NullMarked;

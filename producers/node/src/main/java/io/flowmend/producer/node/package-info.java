/* Licensed under Apache-2.0. */
/**
 * The node producer: what the Linux kernel of a node says of flows towards service addresses, and towards pods
 * that have ended, as facts in Kafka.
 *
 * <p>It only observes: no code path of it changes the node. {@link io.flowmend.producer.node.NodeProducer} is the part to
 * embed, {@link io.flowmend.producer.node.Main} the process.
 */
@NullMarked
package io.flowmend.producer.node;

import org.jspecify.annotations.NullMarked;

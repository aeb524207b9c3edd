/* Licensed under Apache-2.0. */
/**
 * What of a node's conntrack table and of its sockets is said, decided without kernel, Kafka or clock.
 *
 * <p>{@link io.flowmend.producer.node.sample.AddressBook} knows the service addresses,
 * {@link io.flowmend.producer.node.sample.FlowTracker} the entries towards them that nobody translated, and
 * {@link io.flowmend.producer.node.sample.Lifetime} when two reads of a timeout prove that a sender still sends. Healthy
 * (translated) entries are dropped here, at the edge. {@link io.flowmend.producer.node.sample.PodOwners} knows who owns
 * an address and {@link io.flowmend.producer.node.sample.GoneAddresses} which have lost their owner: entries and, in
 * {@link io.flowmend.producer.node.sample.SocketTracker}, sockets that still go there are ghosts and told as well. Time
 * is an argument.
 */
@NullMarked
package io.flowmend.producer.node.sample;

import org.jspecify.annotations.NullMarked;

/* Licensed under Apache-2.0. */
/**
 * Detects the un-NATed entry (incident 003 on plain netfilter; field guide, section 5A.6).
 *
 * <p>A UDP client sends to a service address while no NAT rule for it is there: between a deletion and a re-creation, or
 * before the first backend is ready. The kernel remembers the flow as not translated and goes on so for as long as the
 * client sends, also when the rule is there. The entry's reply tuple gives it away: it is the service address itself.
 *
 * <p>A finding needs the entry un-NATed and unanswered, proof that it is in use, and a ready backend that this node
 * should NAT to, all at one time that is known of node and API, and that for longer than their clocks may differ. It
 * stays silent for what looks alike: no backend, a process of the node itself on the address, another proxy's service,
 * {@code ipMode: Proxy}, a local traffic policy without a local backend, a twin that another conntrack zone has NATed.
 *
 * <p>The clock is event time, given by the ordering core; a restart or a backlog changes nothing but the delay.
 */
@NullMarked
package io.flowmend.streams.detector.stalenat;

import org.jspecify.annotations.NullMarked;

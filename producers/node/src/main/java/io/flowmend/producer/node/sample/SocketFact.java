/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import org.jspecify.annotations.Nullable;

/**
 * What is said of a socket.
 *
 * @param netns inode of its network namespace
 * @param state TCP_* of net/tcp_states.h
 * @param unacknowledged segments
 * @param lastAckMillis since the peer last acknowledged; null for UDP
 * @param unansweredMillis of UDP: for how long what its namespace sent has had no answer; null unless that is proven
 * @param heard of UDP: datagrams that the sockets of its namespace had taken; null for TCP, and if the kernel does not tell
 */
public record SocketFact(
        long cookie,
        long netns,
        int state,
        int retransmits,
        long unacknowledged,
        @Nullable Long lastAckMillis,
        @Nullable Long unansweredMillis,
        @Nullable Long heard) {}

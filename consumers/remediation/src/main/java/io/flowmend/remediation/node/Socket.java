/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.address.Ip;
import java.time.Duration;
import java.util.Optional;

/**
 * A socket as sock_diag shows it.
 *
 * @param netns inode of its network namespace
 * @param state TCP_* state of net/tcp_states.h; of UDP 1 is connected, 7 is not
 * @param retransmits tcpi_retransmits; 0 for UDP
 * @param unread bytes that have come and that the application has not taken
 * @param heard of UDP: datagrams that the sockets of its namespace have taken; empty for TCP, and if the kernel does not tell
 * @param lastAck since the peer last acknowledged anything; empty for UDP
 */
public record Socket(
        long netns,
        long cookie,
        int protocol,
        Ip source,
        int sourcePort,
        Ip destination,
        int destinationPort,
        int state,
        int retransmits,
        long unacknowledged,
        long unread,
        Optional<Long> heard,
        Optional<Duration> lastAck) {}

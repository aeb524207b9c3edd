/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import io.flowmend.kernel.address.Ip;
import java.util.Optional;

/**
 * A connected socket as sock_diag showed it. IPv4 in a socket of IPv6 ({@code ::ffff:a.b.c.d}) is shown as IPv4.
 *
 * @param protocol 6 or 17
 * @param source address and port of this end
 * @param destination address and port that it is connected to, before any NAT
 * @param state TCP_* of net/tcp_states.h; a connected UDP socket has {@link #ESTABLISHED}
 * @param cookie the kernel's number for this socket; never given again while the node runs
 * @param unread bytes that have come and that the application has not taken
 * @param health of TCP; empty for UDP
 */
public record SocketSeen(
        int protocol,
        Ip source,
        int sourcePort,
        Ip destination,
        int destinationPort,
        int state,
        long cookie,
        long unread,
        Optional<TcpHealth> health) {

    public static final int ESTABLISHED = 1;
    public static final int SYN_SENT = 2;

    /** The same socket, still bound and connected as the other one was. */
    public boolean sameAs(SocketSeen other) {
        return cookie == other.cookie
                && protocol == other.protocol
                && sourcePort == other.sourcePort
                && destinationPort == other.destinationPort
                && source.equals(other.source)
                && destination.equals(other.destination);
    }

    @SuppressWarnings("ArgumentSelectionDefectChecker") // Swapped on purpose.
    SocketSeen fromPeer() {
        return new SocketSeen(
                protocol, destination, destinationPort, source, sourcePort, state, cookie, unread, health);
    }
}

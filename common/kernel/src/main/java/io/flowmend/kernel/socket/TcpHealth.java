/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import io.flowmend.kernel.netlink.Messages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * How a TCP socket fares with its peer (struct tcp_info).
 *
 * @param retransmits tcpi_retransmits: how often the oldest segment was sent again without an answer; 0 once one came
 * @param backoff tcpi_backoff: how often the wait was doubled
 * @param unacknowledged tcpi_unacked: segments under way that the peer has not acknowledged
 * @param lastAck since the peer last acknowledged anything (tcpi_last_ack_recv)
 */
public record TcpHealth(int retransmits, int backoff, long unacknowledged, Duration lastAck) {

    /** Offsets in struct tcp_info of include/uapi/linux/tcp.h; the kernel only ever adds at its end. */
    private static final int TCPI_RETRANSMITS = 2;

    private static final int TCPI_BACKOFF = 4;
    private static final int TCPI_UNACKED = 24;
    private static final int TCPI_LAST_ACK_RECV = 56;
    private static final int NEEDED = TCPI_LAST_ACK_RECV + 4;

    /** @param attribute INET_DIAG_INFO */
    static Optional<TcpHealth> decode(ByteBuffer datagram, int attribute) {
        var info = Messages.value(attribute);
        if (Messages.end(datagram, attribute) - info < NEEDED) {
            return Optional.empty();
        }
        return Optional.of(new TcpHealth(
                Byte.toUnsignedInt(datagram.get(info + TCPI_RETRANSMITS)),
                Byte.toUnsignedInt(datagram.get(info + TCPI_BACKOFF)),
                Integer.toUnsignedLong(datagram.getInt(info + TCPI_UNACKED)),
                Duration.ofMillis(Integer.toUnsignedLong(datagram.getInt(info + TCPI_LAST_ACK_RECV)))));
    }
}

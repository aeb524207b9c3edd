/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.socket.UdpTraffic;
import io.flowmend.producer.node.sample.SocketLook.Found;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What looks at one UDP socket show of whether it is answered. The kernel does not count the datagrams of a socket, but those of its
 * network namespace: as long as that one hears nothing, this socket does not either.
 *
 * @param before what its namespace had sent and heard at the first look since which nothing came
 * @param asked the first look by which something had been sent meanwhile
 */
record Silence(UdpTraffic before, @Nullable Moment asked) {

    /** What is answered later is a lost datagram to most: the first retransmission timeout of RFC 6298 and RFC 8085, 1 s. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(1);

    static Silence begin(UdpTraffic now) {
        return new Silence(now, null);
    }

    Silence seen(Found now, UdpTraffic traffic) {
        if (now.socket().unread() > 0 || traffic.heard() != before.heard()) {
            return begin(traffic);
        }
        return asked == null && traffic.sent() != before.sent() ? new Silence(before, now.at()) : this;
    }

    /** Since something was sent, if that is long enough that an answer would have come. */
    Optional<Duration> unanswered(Moment now) {
        return Optional.ofNullable(asked).map(now::since).filter(since -> since.compareTo(ANSWERED_WITHIN) >= 0);
    }
}

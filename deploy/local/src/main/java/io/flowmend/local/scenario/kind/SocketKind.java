/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.NodeSide;
import io.flowmend.local.scenario.RelativeTime;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.SocketSeen;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The node saw a socket of a pod on it. */
final class SocketKind extends RememberedFlow {

    private static final String NAME = "socket";
    private static final int TCP = 6;
    private static final Duration PROVEN = Duration.ofSeconds(1);
    /** TCP_* states of net/tcp_states.h. */
    private static final Map<String, Integer> STATES =
            new TreeMap<>(Map.of("established", 1, "syn-sent", 2, "close-wait", 8, "unconnected", 7));

    private static final long NETNS = 4_026_531_840L;

    SocketKind() {
        super(NAME, NodeSide.CONNTRACK);
    }

    @Override
    String id(Fields said) {
        return Long.toString(said.number("cookie", 77));
    }

    @Override
    void describe(FlowRecord.Builder record, Told told) {
        var now = told.now();
        record.setTowardsGone(now.flag("towardsGone", true))
                .setSocket(socket(now, told.flow().protocol()));
        now.optional("service").ifPresent(record::setService);
    }

    /** A node tells of a silence only when it is long enough for a proof; see {@code FlowRecord}. */
    private static Long proven(String text) {
        var silence = RelativeTime.parse(text);
        if (silence.compareTo(PROVEN) < 0) {
            throw new IllegalArgumentException("'" + text + "'; allowed: at least 1s");
        }
        return silence.toMillis();
    }

    private static SocketSeen socket(Fields now, int protocol) {
        var retransmits = Math.toIntExact(now.number("retransmits", 0));
        return SocketSeen.newBuilder()
                .setCookie(now.number("cookie", 77))
                .setNetns(now.number("netns", NETNS))
                .setState(now.choice("state", STATES, "established"))
                .setRetransmits(retransmits)
                .setUnacknowledged(now.number("unacknowledged", retransmits))
                .setLastAckMillis(
                        protocol == TCP
                                ? (Long) now.time("lastAck")
                                        .orElse(Duration.ZERO)
                                        .toMillis()
                                : null)
                .setUnansweredMillis(now.read("unanswered", SocketKind::proven).orElse(null))
                .setHeard(protocol == TCP ? null : (Long) now.number("heard", 0))
                .build();
    }
}

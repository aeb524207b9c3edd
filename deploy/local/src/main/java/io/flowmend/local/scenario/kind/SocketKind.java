/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.FlowText;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.NodeSide;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.SocketSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The node saw a socket of a pod on it. */
final class SocketKind extends NodeKind {

    private static final String NAME = "socket";
    private static final int TCP = 6;
    /** TCP_* states of net/tcp_states.h. */
    private static final Map<String, Integer> STATES =
            new TreeMap<>(Map.of("established", 1, "syn-sent", 2, "close-wait", 8, "unconnected", 7));

    private static final long NETNS = 4_026_531_840L;

    SocketKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var said = line.fields();
        var seen = said.choice("seen", Sight.WORDS, "seen");
        var id = line.node() + " " + said.number("cookie", 77);
        var now = world.known(NAME, id, said);
        world.node(line.node())
                .sees(
                        Topics.NODE_FLOWS,
                        NodeSide.CONNTRACK,
                        line.at(),
                        origin -> record(now, seen, line.at(), world)
                                .setOrigin(origin)
                                .build());
        if (Sight.isEnd(seen)) {
            world.forget(NAME, id);
        }
    }

    private static FlowRecord.Builder record(Fields now, FlowKind seen, Instant at, World world) {
        var flow = now.read("flow", FlowText::parse)
                .orElseThrow(() -> new IllegalArgumentException("socket.flow is missing"));
        var reached = now.read("to", FlowText.Endpoint::parse).orElse(flow.destination());
        return FlowRecord.newBuilder()
                .setEventTime(at)
                .setKind(seen)
                .setProtocol(flow.protocol())
                .setZone(0)
                .setConntrackId(0)
                .setOriginal(flow.original())
                .setReply(flow.reply(reached))
                .setStatus(0)
                .setToLocalAddress(false)
                .setLocalListener(false)
                .setTowardsGone(now.flag("towardsGone", true))
                .setService(now.optional("service")
                        .or(() -> ServiceKind.at(world, flow.destination()))
                        .orElse(null))
                .setSocket(socket(now, flow.protocol()));
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
                .build();
    }
}

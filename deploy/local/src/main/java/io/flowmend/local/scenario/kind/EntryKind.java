/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.FlowText;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.NodeSide;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.Author;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The node saw a conntrack entry. What a line leaves out is as the line before it had it, but for what was seen. */
final class EntryKind extends NodeKind {

    private static final String NAME = "entry";
    private static final int TCP = 6;
    /** IPS_SEEN_REPLY, IPS_ASSURED and IPS_CONFIRMED of nf_conntrack_common.h. */
    private static final int SEEN_REPLY = 2;

    private static final int ASSURED = 4;
    private static final int CONFIRMED = 8;
    private static final int SYN_SENT = 1;
    /** nf_conntrack_udp_timeout and nf_conntrack_tcp_timeout_syn_sent, the kernel's defaults. */
    private static final Duration UDP_LIFE = Duration.ofSeconds(30);

    private static final Duration SYN_LIFE = Duration.ofMinutes(2);
    /** node.read.interval: how far apart two reads are. */
    private static final Duration READS = Duration.ofSeconds(2);

    EntryKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var said = line.fields();
        var seen = said.choice("seen", Sight.WORDS, "seen");
        var author = author(said);
        var id = line.node() + " " + said.text("flow") + " " + said.number("zone", 0);
        if (seen == FlowKind.CREATED) {
            world.forget(NAME, id);
        }
        var now = world.known(NAME, id, said);
        world.node(line.node())
                .sees(
                        Topics.NODE_FLOWS,
                        NodeSide.CONNTRACK,
                        line.at(),
                        origin -> record(now, seen, line.at(), world)
                                .setOrigin(origin)
                                .setAuthor(author)
                                .build());
        if (Sight.isEnd(seen)) {
            world.forget(NAME, id);
        }
    }

    private static FlowRecord.Builder record(Fields now, FlowKind seen, Instant at, World world) {
        var flow = now.read("flow", FlowText::parse).orElseThrow();
        var reached = now.read("to", FlowText.Endpoint::parse).orElse(flow.destination());
        var zone = Math.toIntExact(now.number("zone", 0));
        var translated = !reached.equals(flow.destination());
        var towardsGone = now.flag("towardsGone", translated && zone == 0);
        var life = now.time("timeout").orElse(flow.protocol() == TCP ? SYN_LIFE : UDP_LIFE);
        var ends = Sight.isEnd(seen) ? Optional.<Instant>empty() : Optional.of(at.plus(life));
        return FlowRecord.newBuilder()
                .setEventTime(at)
                .setKind(seen)
                .setProtocol(flow.protocol())
                .setZone(zone)
                .setConntrackId(now.number("id", 7))
                .setOriginal(flow.original())
                .setReply(flow.reply(reached))
                .setStatus(status(now))
                .setTimeoutSeconds(ends.map(_ -> (int) life.toSeconds()).orElse(null))
                .setEndOfLife(ends.orElse(null))
                .setRefreshedFrom(seen == FlowKind.REFRESHED ? at.plus(life).minus(READS) : null)
                .setToLocalAddress(now.flag("localAddress", false))
                .setLocalListener(now.flag("localListener", false))
                .setTowardsGone(towardsGone)
                .setService(now.optional("service")
                        .or(() -> ServiceKind.at(world, flow.destination()))
                        .orElse(null))
                .setTcpState(flow.protocol() == TCP ? Math.toIntExact(now.number("tcpState", SYN_SENT)) : null);
    }

    private static int status(Fields now) {
        return CONFIRMED | (now.flag("replied", false) ? SEEN_REPLY : 0) | (now.flag("assured", false) ? ASSURED : 0);
    }

    private static @Nullable Author author(Fields said) {
        var program = said.optional("by").orElse(null);
        var port = said.number("byPort", 4711);
        return program == null ? null : new Author(port, program);
    }
}

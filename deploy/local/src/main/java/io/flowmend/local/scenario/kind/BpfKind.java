/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.FlowText;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.BpfEntrySeen;
import io.flowmend.schemas.telemetry.BpfEntryType;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * An entry of Calico's eBPF conntrack map. What a line leaves out is as the line before had it, but for how it was seen and how
 * long ago its last packet came.
 */
final class BpfKind extends NodeKind {

    static final String NAME = "bpf";
    private static final Map<String, BpfEntryType> TYPES = new TreeMap<>(Map.of(
            "normal", BpfEntryType.NORMAL,
            "natForward", BpfEntryType.NAT_FORWARD,
            "natReverse", BpfEntryType.NAT_REVERSE));
    private static final int MAP_VERSION = 4;

    BpfKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var said = line.fields();
        var seen = said.choice("seen", Sight.WORDS, "seen");
        var id = line.node() + " " + said.text("flow");
        var now = world.known(NAME, id, said);
        var flow = FlowText.parse(now.text("flow"));
        var reached = now.read("to", FlowText.Endpoint::parse).orElse(flow.destination());
        var entry = BpfEntrySeen.newBuilder()
                .setType(now.choice("type", TYPES, "normal"))
                .setFlags(now.number("flags", 0))
                .setActiveAgoMicros(micros(said.time("activeAgo").orElse(Duration.ZERO)))
                .setCreatedAgoMicros(now.time("createdAt")
                        .map(created -> micros(Duration.between(world.at(created), line.at())))
                        .orElse(null))
                .setTcpState(now.optional("tcpState").orElse(null))
                .setMapVersion(MAP_VERSION)
                .build();
        world.node(line.node())
                .sees(
                        Topics.NODE_FLOWS,
                        NAME,
                        line.at(),
                        origin -> OtherFlow.of(flow, reached, seen, line.at())
                                .setOrigin(origin)
                                .setToLocalAddress(now.flag("localAddress", false))
                                .setLocalListener(now.flag("localListener", false))
                                .setService(ServiceKind.at(world, flow.destination())
                                        .orElse(null))
                                .setBpf(entry)
                                .build());
        if (Sight.isEnd(seen)) {
            world.forget(NAME, id);
        }
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }
}

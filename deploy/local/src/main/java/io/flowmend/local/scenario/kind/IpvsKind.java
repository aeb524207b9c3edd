/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.FlowText;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.IpvsSeen;
import java.time.Duration;

/** A connection of IPVS on the node, from a client to a virtual address. What a line leaves out is as the line before had it. */
final class IpvsKind extends NodeKind {

    private static final String NAME = "ipvs";
    /** IPVS's timeout of an established TCP connection. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    IpvsKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var said = line.fields();
        var seen = said.choice("seen", Sight.WORDS, "seen");
        var id = line.node() + " " + said.text("flow");
        var now = world.known(NAME, id, said);
        var flow = FlowText.parse(now.text("flow"));
        var reached = FlowText.Endpoint.parse(now.text("to"));
        var ipvs = IpvsSeen.newBuilder()
                .setDestination(reached.ip())
                .setDestinationPort(reached.port())
                .setState(now.text("state", "ESTABLISHED"))
                .setExpiresSeconds((int) now.time("expires").orElse(LIFE).toSeconds())
                .setScheduler(now.optional("scheduler").orElse(null))
                .setForward(now.optional("forward").orElse(null))
                .build();
        world.node(line.node())
                .sees(
                        Topics.NODE_FLOWS,
                        NAME,
                        line.at(),
                        origin -> OtherFlow.of(flow, reached, seen, line.at())
                                .setOrigin(origin)
                                .setService(ServiceKind.at(world, flow.destination())
                                        .orElse(null))
                                .setIpvs(ipvs)
                                .build());
        if (Sight.isEnd(seen)) {
            world.forget(NAME, id);
        }
    }
}

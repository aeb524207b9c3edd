/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.FlowText;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.ResetSeen;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A TCP reset passed the node. The flow is from the node's side to the peer's. */
final class ResetKind extends NodeKind {

    private static final String SOURCE = "tcp";
    private static final Map<String, Boolean> WORDS = new TreeMap<>(Map.of("received", false, "sent", true));

    ResetKind() {
        super("reset");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var flow = FlowText.parse(fields.text("flow"));
        var reset = ResetSeen.newBuilder()
                .setSent(fields.choice("was", WORDS, "received"))
                .setReason(fields.optional("reason").orElse(null))
                .setState(fields.text("state", "TCP_ESTABLISHED"))
                .setEstablished(
                        fields.time("established").map(Duration::toMillis).orElse(null))
                .setCookie(null)
                .build();
        world.node(line.node())
                .sees(
                        Topics.NODE_FLOWS,
                        SOURCE,
                        line.at(),
                        origin -> OtherFlow.of(flow, flow.destination(), FlowKind.RESET, line.at())
                                .setOrigin(origin)
                                .setReset(reset)
                                .build());
    }
}

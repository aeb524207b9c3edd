/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.FlowText;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.BpfNatRow;

/** A frontend of the NAT map of Calico's eBPF dataplane. */
final class BpfNatKind extends NodeKind {

    private static final String NOBODY = "0.0.0.0:0";

    BpfNatKind() {
        super("bpfNat");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var seen = fields.choice("seen", Sight.WORDS, "seen");
        var flow = FlowText.parse(NOBODY + " -> " + fields.text("frontend"));
        var backends = fields.texts("backends");
        var row = BpfNatRow.newBuilder()
                .setId(fields.number("id", 1))
                .setCount(backends.size())
                .setLocal(Math.toIntExact(fields.number("local", 0)))
                .setBackends(backends)
                .build();
        world.node(line.node())
                .sees(
                        Topics.NODE_FLOWS,
                        BpfKind.NAME,
                        line.at(),
                        origin -> OtherFlow.of(flow, flow.destination(), seen, line.at())
                                .setOrigin(origin)
                                .setService(ServiceKind.at(world, flow.destination())
                                        .orElse(null))
                                .setBpfNat(row)
                                .build());
    }
}

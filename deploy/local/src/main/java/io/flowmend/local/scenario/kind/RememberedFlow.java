/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.FlowText;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.FlowRecord;
import java.time.Duration;

/** A flow as something other than conntrack has it. What a line leaves out is as the line before had it. */
abstract class RememberedFlow extends NodeKind {

    private final String source;

    /** @param source that vouches for it in heartbeats */
    RememberedFlow(String name, String source) {
        super(name);
        this.source = source;
    }

    /**
     * One line about it.
     *
     * @param said what the line says
     * @param now what holds with it
     */
    record Told(Line line, World world, Fields said, Fields now, FlowText flow) {

        /** Who gets its packets: without a word of it, whoever they are sent to. */
        FlowText.Endpoint reached() {
            return now.read("to", FlowText.Endpoint::parse).orElse(flow.destination());
        }

        /** @param time since the beginning of the scenario */
        Duration ago(Duration time) {
            return Duration.between(world.at(time), line.at());
        }
    }

    /** What tells it from the node's other flows. */
    abstract String id(Fields said);

    abstract void describe(FlowRecord.Builder record, Told told);

    @Override
    public final void happen(Line line, World world) {
        var said = line.fields();
        var seen = said.choice("seen", Sight.WORDS, "seen");
        var id = line.node() + " " + id(said);
        var now = world.known(name(), id, said);
        var told = new Told(line, world, said, now, FlowText.parse(now.text("flow")));
        var record = OtherFlow.of(told.flow(), told.reached(), seen, line.at())
                .setService(ServiceKind.at(world, told.flow().destination()).orElse(null));
        describe(record, told);
        world.node(line.node())
                .sees(
                        Topics.NODE_FLOWS,
                        source,
                        line.at(),
                        origin -> record.setOrigin(origin).build());
        if (Sight.isEnd(seen)) {
            world.forget(name(), id);
        }
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.NotProgrammed;
import io.flowmend.schemas.telemetry.ProgrammedRecord;

/** What the node's service proxy has programmed: all slices as they were at a time, but for some. */
final class ProgrammedKind extends NodeKind {

    private static final String NAME = "programmed";
    private static final String SLICES = "EndpointSlice";

    ProgrammedKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var until = fields.time("upTo").map(world::at).orElse(line.at());
        var but = fields.objects("but").stream()
                .map(one -> missing(one, line, world))
                .toList();
        world.node(line.node())
                .sees(
                        Topics.NODE_PROGRAMMED,
                        NAME,
                        line.at(),
                        origin -> ProgrammedRecord.newBuilder()
                                .setOrigin(origin)
                                .setEventTime(line.at())
                                .setSource(SLICES)
                                .setRevision(world.api().revision(until))
                                .setExceptions(but)
                                .setLastSync(
                                        fields.time("lastSync").map(world::at).orElse(null))
                                .build());
    }

    private static NotProgrammed missing(Fields one, Line line, World world) {
        var changed = one.time("changed").map(world::at).orElse(line.at());
        return new NotProgrammed(
                world.cluster() + "/" + one.text("namespace", ClusterKind.NAMESPACE) + "/" + one.text("slice"),
                world.api().revision(changed),
                one.time("since").map(world::at).orElse(line.at()),
                one.text("reason", "missing"));
    }
}

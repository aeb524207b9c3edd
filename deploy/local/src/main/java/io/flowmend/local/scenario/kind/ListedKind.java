/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.EndpointKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The node listed all of a kind: what no line of the dump told is not there. */
final class ListedKind extends EndpointFactKind {

    private static final Map<String, String> SOURCES =
            new TreeMap<>(Map.of("links", ROUTES, "routes", ROUTES, STATUS_FILES, STATUS_FILES, HNS, HNS));

    ListedKind() {
        super("listed");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var source = fields.choice("all", SOURCES, HNS);
        var what = fields.text("all", HNS);
        sees(line, world, source, EndpointKind.SNAPSHOT_ENDED, record -> record.setCovers(List.of(what)));
    }
}

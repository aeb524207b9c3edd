/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;

/** Sources that the node reads from now on; it reads conntrack by itself, and what a line tells of. */
final class WatchesKind extends NodeKind {

    WatchesKind() {
        super("watches");
    }

    @Override
    public void happen(Line line, World world) {
        var node = world.node(line.node());
        var since = line.fields().time("since").map(world::at).orElse(line.at());
        line.fields().texts("sources").forEach(source -> node.watches(source, since));
    }
}

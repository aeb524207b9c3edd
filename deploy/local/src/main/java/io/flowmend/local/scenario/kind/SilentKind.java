/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;

/** No heartbeat of the node comes for a time. */
final class SilentKind extends NodeKind {

    SilentKind() {
        super("silent");
    }

    @Override
    public void happen(Line line, World world) {
        world.node(line.node()).silent(CutKind.Until.of(line, world));
    }
}

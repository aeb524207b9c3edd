/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;

/** The node missed events of the kernel, and knows it. */
final class LostKind extends NodeKind {

    LostKind() {
        super("lost");
    }

    @Override
    public void happen(Line line, World world) {
        world.node(line.node()).lost(line.fields().number("events", 1));
    }
}

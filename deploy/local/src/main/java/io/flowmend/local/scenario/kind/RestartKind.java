/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;

/** The node's producer begins anew. */
final class RestartKind extends NodeKind {

    RestartKind() {
        super("restart");
    }

    @Override
    public void happen(Line line, World world) {
        world.node(line.node()).restart(line.at());
    }
}

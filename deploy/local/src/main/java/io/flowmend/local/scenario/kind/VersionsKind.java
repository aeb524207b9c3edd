/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;

/** Versions of the components on a node, as its heartbeats tell them from now on. */
final class VersionsKind extends NodeKind {

    VersionsKind() {
        super("versions");
    }

    @Override
    public void happen(Line line, World world) {
        world.node(line.node()).versions(line.fields().map("components"));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;

/** The node's clock is off; only its heartbeats tell. */
final class ClockKind extends NodeKind {

    ClockKind() {
        super("clock");
    }

    @Override
    public void happen(Line line, World world) {
        var ahead = line.fields()
                .time("ahead")
                .orElseThrow(() -> new IllegalArgumentException("clock.ahead is missing; allowed: a time like 2s"));
        world.node(line.node()).ahead(ahead);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import java.time.Duration;

/** Every watch of the API is cut for a time. */
final class CutKind extends ClusterKind {

    CutKind() {
        super("cut");
    }

    @Override
    public void happen(Line line, World world) {
        world.api().cut(line.at(), Until.of(line, world));
    }

    /** The end of a time that begins with the line. */
    static final class Until {

        static java.time.Instant of(Line line, World world) {
            var until = line.fields()
                    .time("until")
                    .map(world::at)
                    .orElseThrow(() -> new IllegalArgumentException("until is missing"));
            if (!until.isAfter(line.at())) {
                throw new IllegalArgumentException("until is "
                        + Duration.between(line.at(), until).toMillis() + " ms after at; allowed: more than 0");
            }
            return until;
        }

        private Until() {}
    }
}

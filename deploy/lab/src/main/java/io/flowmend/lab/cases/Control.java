/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.world.Flow;
import io.flowmend.lab.world.World;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What only looks like a fault (field guide, sections 5A.6 and 5C.1): nobody may be commanded because of it.
 *
 * @param begins makes it in a world and returns what there is to see
 */
public record Control(String name, BiFunction<World, String, Standing> begins) {

    /** Makes it. */
    public Standing begin(World world) {
        return begins.apply(world, name);
    }

    /**
     * It stands now. Closing it ends all of it.
     *
     * @param flows that a command could be about
     */
    public record Standing(List<Flow> flows, Runnable end) implements AutoCloseable {

        static Standing of(Stage stage, Flow... flows) {
            return new Standing(List.of(flows), stage::close);
        }

        @Override
        public void close() {
            end.run();
        }
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import java.util.function.LongFunction;

/** One seed: the core as written and as replayed on another partition count, both beside the oracle. */
public final class Simulation implements LongFunction<String> {

    /** @return what is wrong, empty if nothing is */
    @Override
    public String apply(long seed) {
        var world = World.of(seed);
        var expected = new Oracle(world).outcome();
        var live = new Pipeline(world, world.partitions(), seed).run().differsFrom(expected);
        if (!live.isEmpty()) {
            return "live on " + world.partitions() + " partitions: " + live;
        }
        var counts = World.COUNTS.stream()
                .filter(count -> count != world.partitions())
                .toList();
        var other = counts.get((int) Math.floorMod(seed, (long) counts.size()));
        var replay = new Pipeline(world, other, seed + 1).run().differsFrom(expected);
        return replay.isEmpty()
                ? ""
                : "written on " + world.partitions() + ", replayed on " + other + " partitions: " + replay;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What the seed decides. Event times lie on a coarse grid, so that ties and exact bounds are common. */
public record Chance(RandomGenerator random) {

    public static final Duration GRID = Duration.ofMillis(100);

    public static Chance of(long seed) {
        return new Chance(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    public Duration grid(int least, int most) {
        return GRID.multipliedBy(between(least, most));
    }

    public Duration delay(Duration most) {
        return Duration.ofNanos(random.nextLong(most.toNanos() / 1000 + 1) * 1000);
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    public static Instant onGrid(Instant time) {
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), GRID.toMillis()) * GRID.toMillis());
    }

    public static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

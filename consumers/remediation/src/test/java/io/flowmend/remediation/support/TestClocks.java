/* Licensed under Apache-2.0. */
package io.flowmend.remediation.support;

import io.flowmend.remediation.clock.Clocks;
import java.time.Duration;
import java.time.Instant;

/** Two clocks that a test moves, together or apart. */
public final class TestClocks implements Clocks {

    private Instant wall;
    private long nanos = 1_000_000_000L;

    public TestClocks(Instant wall) {
        this.wall = wall;
    }

    @Override
    public Instant wall() {
        return wall;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    public void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    public void setWall(Instant to) {
        wall = to;
    }
}

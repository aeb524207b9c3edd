/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.order.Order;
import java.time.Duration;
import java.time.Instant;

/**
 * A command and when it was received.
 *
 * @param at by the guarded wall clock
 * @param nanos by the monotone one
 */
public record Received(Order order, Instant at, long nanos) {

    /** Left to live; negative if it has expired by either clock: neither may revive it. */
    public Duration left(Instant now, long nanosNow) {
        var byWall = Duration.between(now, order.expiresAt());
        var byMonotone = Duration.between(at, order.expiresAt()).minusNanos(nanosNow - nanos);
        return byWall.compareTo(byMonotone) < 0 ? byWall : byMonotone;
    }
}

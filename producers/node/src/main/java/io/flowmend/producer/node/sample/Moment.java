/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import java.time.Duration;
import java.time.Instant;

/**
 * One point in time by two clocks.
 *
 * @param wall what others understand; may be set
 * @param running since some start; never set, so distances between reads are measured with it
 */
public record Moment(Instant wall, Duration running) {

    public Moment plus(Duration later) {
        return new Moment(wall.plus(later), running.plus(later));
    }

    public Duration since(Moment earlier) {
        return running.minus(earlier.running);
    }
}

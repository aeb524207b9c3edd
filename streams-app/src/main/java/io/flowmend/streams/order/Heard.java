/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the status partition last said of a node, vouched for or not.
 *
 * @param declared watermark of the last heartbeat
 * @param period the node's own promise for the next heartbeat
 * @param ahead the last mark showed the node's clock ahead of the API's by more than the bound
 * @param life of the last heartbeat; empty before the first
 * @param sequence of the last heartbeat
 * @param ended lives whose heartbeats another life's have followed, newest last
 */
record Heard(Instant declared, Duration period, boolean ahead, String life, long sequence, List<String> ended) {

    static final Heard NOTHING = new Heard(Instant.MIN, Duration.ZERO, false, "", 0, List.of());

    Heard {
        ended = List.copyOf(ended);
    }

    boolean isNothing() {
        return life.isEmpty();
    }

    Heard ahead(boolean now) {
        return new Heard(declared, period, now, life, sequence, ended);
    }

    Heard then(Beat beat) {
        return new Heard(beat.watermark(), beat.period(), ahead, lifeOf(beat), beat.sequence(), endedBy(beat));
    }

    boolean isEcho(Beat beat) {
        return ended.contains(lifeOf(beat)) || (life.equals(lifeOf(beat)) && beat.sequence() <= sequence);
    }

    /** A life ends in the order of the status partition, whatever has been vouched for by then. */
    private List<String> endedBy(Beat beat) {
        if (isNothing() || life.equals(lifeOf(beat))) {
            return ended;
        }
        var next = new ArrayList<>(ended);
        next.add(life);
        return Arrivals.newest(next);
    }

    /** A producer is one process: the lives of its sources begin and end together, so the first names them all. */
    private static String lifeOf(Beat beat) {
        var first = beat.sources().getFirst();
        return Arrivals.life(first.source(), first.bootId());
    }
}

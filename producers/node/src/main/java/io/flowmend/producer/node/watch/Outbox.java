/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.producer.node.sample.FlowFact;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the watching thread hands to the publishing one, numbered without holes.
 *
 * <p>Policy when it is full: the fact gets no number and is not said, the loss counter moves (so that the interval is
 * unknown to everyone), and the watcher tells everything anew from a fresh dump once there is room.
 */
public final class Outbox implements FlowFact.Sink {

    private final BlockingQueue<Numbered> queue;
    private final NodeClock clock;
    private final AtomicLong lost = new AtomicLong();
    private long lastSequence;

    public Outbox(NodeClock clock, int capacity) {
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    /** A fact with its place in the node's order. */
    public record Numbered(long sequence, Instant observedAt, FlowFact fact) {}

    @Override
    public boolean say(FlowFact fact) {
        if (queue.remainingCapacity() == 0) {
            lost.incrementAndGet();
            return false;
        }
        var numbered = new Numbered(lastSequence + 1, clock.stamp(fact.at().wall()), fact);
        lastSequence = numbered.sequence();
        return queue.offer(numbered);
    }

    public Optional<Numbered> peek() {
        return Optional.ofNullable(queue.peek());
    }

    /** Removes what {@link #peek} showed. */
    public void taken() {
        queue.remove();
    }

    public void lost(long count) {
        lost.addAndGet(count);
    }

    public long lost() {
        return lost.get();
    }

    long lastSequence() {
        return lastSequence;
    }

    /** True if a dump's worth of facts probably fits again. */
    boolean roomy() {
        return queue.size() <= queue.remainingCapacity();
    }
}

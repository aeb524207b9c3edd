/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.producer.node.sample.Moment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/** The node's time: moments by two clocks, and stamps that rise by a microsecond at least. Belongs to one thread. */
public final class NodeClock {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final long start;
    private Instant last = Instant.EPOCH;

    public NodeClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    public static NodeClock system() {
        return new NodeClock(InstantSource.system(), System::nanoTime);
    }

    public Moment now() {
        return new Moment(wall.instant(), Duration.ofNanos(nanos.getAsLong() - start));
    }

    /** Processor time of the calling thread: waiting for a busy processor is none of it. */
    static Duration worked() {
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime());
    }

    /** The given time, or a microsecond after the last stamp if that is later. */
    public Instant stamp(Instant at) {
        var micros = at.truncatedTo(ChronoUnit.MICROS);
        last = micros.isAfter(last) ? micros : last.plus(1, ChronoUnit.MICROS);
        return last;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link Incidents} as time goes by, on a thread of its own. A broker that is away is waited for, and what happened
 * meanwhile is written in order afterwards, as producers do that hold what they saw.
 */
public final class HandFeeder implements AutoCloseable {

    private final Incidents incidents;
    private final PatientWriter writer;
    private final Thread thread;
    private volatile int limit = Integer.MAX_VALUE;
    private volatile int begun;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private HandFeeder(KafkaSettings kafka, int partitions) {
        this.incidents = new Incidents(Instant.ofEpochMilli(System.currentTimeMillis()), partitions);
        this.writer = new PatientWriter(kafka);
        this.thread = Thread.ofPlatform().name("hand-feeder").start(this::run);
    }

    public static HandFeeder start(KafkaSettings kafka, int partitions) {
        return new HandFeeder(kafka, partitions);
    }

    /** Begins no incident any more and says how many there were; those that run go on to their end. */
    public int stopBeginning() {
        synchronized (incidents) {
            limit = incidents.nextStep();
            return limit;
        }
    }

    /** How many incidents the feeder has begun: a later one is written later than now. */
    public int begun() {
        return begun;
    }

    /** What must be found, as a finding names it. */
    public static List<String> subjects(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(index -> new Incident(index, Instant.EPOCH).subject())
                .toList();
    }

    /** Fails if the writer has ended. */
    public void check() {
        if (failure != null) {
            throw new AssertionError("the feeder has ended", failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        writer.close();
    }

    private void run() {
        try {
            while (!closed) {
                var ahead = Duration.between(Instant.now(), incidents.nextEnd());
                if (ahead.isPositive()) {
                    Thread.sleep(ahead);
                }
                var step = next();
                writer.write(step.facts());
                writer.write(step.claims());
            }
        } catch (InterruptedException | InterruptException asked) {
            // closed
        } catch (ExecutionException | RuntimeException failed) {
            failure = failed;
        }
    }

    private Incidents.Step next() {
        synchronized (incidents) {
            var step = incidents.next(limit);
            begun = incidents.nextStep();
            return step;
        }
    }
}

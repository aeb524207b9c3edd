/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.mark;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock in microseconds that never goes back, nor behind what an earlier life or another leader wrote. Thread-safe. */
public final class MonotoneClock implements InstantSource {

    private final InstantSource source;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

    public MonotoneClock(InstantSource source) {
        this.source = source;
    }

    /** From now on every time is after this one. */
    public void after(Instant seen) {
        var next = seen.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
        last.accumulateAndGet(next, MonotoneClock::later);
    }

    @Override
    public Instant instant() {
        return last.accumulateAndGet(source.instant().truncatedTo(ChronoUnit.MICROS), MonotoneClock::later);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

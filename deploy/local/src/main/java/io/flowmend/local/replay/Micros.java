/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Avro's timestamp-micros. */
final class Micros {

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private Micros() {}
}

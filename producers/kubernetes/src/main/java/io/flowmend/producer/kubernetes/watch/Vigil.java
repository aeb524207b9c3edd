/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells a dead watch from a quiet one. Time is an argument. */
final class Vigil {

    /** An acknowledged canary is on the watch within milliseconds. */
    static final Duration CANARY_DUE = Duration.ofSeconds(5);

    /** Bookmarks come about once a minute. */
    static final Duration SILENCE = Duration.ofSeconds(150);

    private Instant lastSign;

    Vigil(Instant opened) {
        this.lastSign = opened;
    }

    void sign(Instant at) {
        lastSign = at;
    }

    /** @param acknowledged when the API server last took a canary of this type */
    boolean dead(Optional<Instant> acknowledged, Instant now) {
        var due = acknowledged.filter(lastSign.plus(CANARY_DUE)::isBefore).isPresent();
        return due || now.isAfter(lastSign.plus(SILENCE));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import java.time.Duration;

/** How long to wait before the next attempt: doubles with each failure in a row, up to a bound. */
final class Pace {

    static final Duration FIRST = Duration.ofMillis(200);
    static final Duration MOST = Duration.ofSeconds(10);

    private Duration next = FIRST;

    Duration failed() {
        var wait = next;
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(MOST) > 0 ? MOST : doubled;
        return wait;
    }

    void succeeded() {
        next = FIRST;
    }
}

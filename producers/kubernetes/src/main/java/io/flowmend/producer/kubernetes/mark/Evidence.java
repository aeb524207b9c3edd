/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.mark;

import java.time.Duration;

/** What proves that a watch is alive. */
public enum Evidence {
    /** Our own change came back: proves all up to when it was sent. Sent every second, so 2.5 s between is late. */
    CANARY(Duration.ZERO, Duration.ofMillis(2_500)),

    /** A bookmark, about once a minute: when the server wrote it is not known, so it proves what is 90 s old. */
    BOOKMARK(Duration.ofSeconds(90), Duration.ofSeconds(180));

    private final Duration hold;
    private final Duration allowance;

    Evidence(Duration hold, Duration allowance) {
        this.hold = hold;
        this.allowance = allowance;
    }

    /** How far the watermark stays behind the evidence. */
    public Duration hold() {
        return hold;
    }

    /** The longest time from the previous watermark to the return of the evidence that leaves nothing unknown. */
    public Duration allowance() {
        return allowance;
    }
}

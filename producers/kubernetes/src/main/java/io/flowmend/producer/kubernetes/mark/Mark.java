/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.mark;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of the watermark.
 *
 * @param watermark every change that the API took up to here precedes the mark
 * @param returnedAt when the evidence came
 * @param gap what is unknown since the previous mark
 */
public record Mark(Instant watermark, Instant returnedAt, Optional<Gap> gap) {

    /**
     * An interval over which the watch was not known to be alive.
     *
     * @param from null if there was no mark before it
     */
    public record Gap(@Nullable Instant from, Instant until, Reason reason) {}

    /** Why an interval is unknown. */
    public enum Reason {
        START("start"),
        RELIST("relist"),
        WATCH_LATE("watch-late");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** As it stands in the record. */
        public String text() {
            return text;
        }
    }
}

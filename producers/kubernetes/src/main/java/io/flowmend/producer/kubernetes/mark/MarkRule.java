/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.mark;

import io.flowmend.producer.kubernetes.mark.Mark.Gap;
import io.flowmend.producer.kubernetes.mark.Mark.Reason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves the watermark of one type, forward only. Not thread-safe: its watch owns it. */
public final class MarkRule {

    private @Nullable Instant watermark;
    private @Nullable Reason broken = Reason.START;

    /** @param previous the last watermark in the topic, of whichever life or leader */
    public MarkRule(Optional<Instant> previous) {
        this.watermark = previous.orElse(null);
    }

    public Optional<Instant> watermark() {
        return Optional.ofNullable(watermark);
    }

    /** A list was needed: what happened since the previous mark is only known by its outcome. */
    public void relisted() {
        if (broken == null) {
            broken = Reason.RELIST;
        }
    }

    /**
     * Evidence came on the watch.
     *
     * @param sentAt when its cause was sent; for a bookmark, when it came
     * @return the next mark, or nothing if it proves no more than the last one
     */
    public Optional<Mark> returned(Evidence evidence, Instant sentAt, Instant returnedAt) {
        var next = sentAt.minus(evidence.hold());
        if (watermark != null && !next.isAfter(watermark)) {
            return Optional.empty();
        }
        var mark = new Mark(next, returnedAt, gap(evidence, returnedAt));
        watermark = next;
        broken = null;
        return Optional.of(mark);
    }

    private Optional<Gap> gap(Evidence evidence, Instant returnedAt) {
        if (broken != null) {
            return Optional.of(new Gap(watermark, returnedAt, broken));
        }
        var late = watermark != null && returnedAt.isAfter(watermark.plus(evidence.allowance()));
        return late ? Optional.of(new Gap(watermark, returnedAt, Reason.WATCH_LATE)) : Optional.empty();
    }
}

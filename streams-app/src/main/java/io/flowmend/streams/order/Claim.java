/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What a heartbeat says of a node, beside what has come of it. */
record Claim(NodeProgress node, Beat beat) {

    /** Everything that the heartbeat names has arrived, or something unreadable stands where it would be. */
    boolean isComplete() {
        return missing() <= node.arrivals().unreadable()
                && beat.sources().stream().allMatch(said -> hasBegun(said) || missing(said) == 0);
    }

    long missing() {
        return beat.sources().stream().mapToLong(this::missing).sum();
    }

    boolean isNewLife() {
        return beat.sources().stream().anyMatch(said -> {
            var before = node.sources().get(said.source());
            return before == null || !before.bootId().equals(said.bootId());
        });
    }

    boolean hasLost() {
        return beat.sources().stream().anyMatch(said -> {
            var before = node.sources().get(said.source());
            var known = before != null && before.bootId().equals(said.bootId()) ? before.lost() : 0;
            return said.lost() > known;
        });
    }

    /**
     * A new life knows from its start on, unless that lies in what is late, or it has lost something since.
     *
     * @param frontier facts at or before it are late
     */
    Optional<Interval> unknown(Instant frontier, boolean doubtful) {
        var since = beat.sources().stream().map(Beat.SourceSaid::since).max(Comparator.naturalOrder());
        if (isNewLife()
                && !doubtful
                && since.filter(start -> start.isAfter(frontier)).isPresent()) {
            return since.map(start -> new Interval(node.watermark(), start));
        }
        return isNewLife() || doubtful || node.passedBy().isPresent()
                ? Optional.of(new Interval(node.watermark(), beat.watermark()))
                : Optional.empty();
    }

    /** What cannot be read before a life's first fact may be of the life before. */
    private boolean hasBegun(Beat.SourceSaid said) {
        return node.arrivals().of(said.source(), said.bootId()) > 0;
    }

    private long missing(Beat.SourceSaid said) {
        return node.isOver(said.source(), said.bootId())
                ? 0
                : Math.max(0, said.lastSequence() - node.arrivals().of(said.source(), said.bootId()));
    }
}

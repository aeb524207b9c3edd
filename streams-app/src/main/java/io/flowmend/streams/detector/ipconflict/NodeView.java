/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import io.flowmend.streams.node.StoredCase;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the node as a whole.
 *
 * @param gapUntil end of the last time that was not known; {@link Instant#MAX} during one
 * @param wholeSince an HNS endpoint that goes is told to go from here on
 * @param listed beginning of the last dump of HNS endpoints that was told to its end
 */
record NodeView(Optional<Instant> gapUntil, Instant wholeSince, Optional<Instant> listed) {

    private static final String KIND = "node";
    private static final String NAME = "";
    private static final String GAP = "gap-until";
    private static final String WHOLE = "whole-since";
    private static final String DUMP = "dump";

    static NodeView of(Book book) {
        var stored = book.get(KIND, NAME).orElse(StoredCase.EMPTY);
        return new NodeView(
                stored.word(GAP).map(Instant::parse),
                stored.word(WHOLE).map(Instant::parse).orElse(Instant.MIN),
                stored.word(DUMP).map(Instant::parse));
    }

    void keep(Book book) {
        var whole = StoredCase.EMPTY.word(WHOLE, wholeSince.toString());
        var gap = gapUntil.map(until -> whole.word(GAP, until.toString())).orElse(whole);
        book.put(KIND, NAME, listed.map(from -> gap.word(DUMP, from.toString())).orElse(gap));
    }

    NodeView listed(Instant from) {
        return new NodeView(gapUntil, wholeSince, Optional.of(from));
    }

    NodeView gap(Gap gap) {
        return new NodeView(Optional.of(gap.until()), wholeSince(gap), listed);
    }

    /** What was not known ends now, if the node was silent until now. */
    NodeView resumed(Instant now) {
        return gapUntil.filter(Instant.MAX::equals).isPresent() ? new NodeView(Optional.of(now), now, listed) : this;
    }

    /** The end of what is not known; or, for a source that began within it and has lost nothing yet, its beginning. */
    private static Instant wholeSince(Gap gap) {
        return gap.beat()
                .filter(beat -> beat.lost().getOrDefault(NodeBeat.HNS, 0L) == 0)
                .flatMap(beat -> beat.since(NodeBeat.HNS))
                .filter(since -> since.isAfter(gap.from()))
                .orElse(gap.until());
    }

    /** Whether the node would have told, had the pod an endpoint. */
    boolean wouldTell(NodeBeat beat, PodSeen pod) {
        var gap = gapUntil.orElse(Instant.MAX);
        var sawItsLife = !gap.isAfter(pod.createdAt())
                && beat.since(NodeBeat.HNS)
                        .filter(since -> !since.isAfter(pod.createdAt()))
                        .isPresent();
        return sawItsLife
                || (beat.watches(NodeBeat.HNS)
                        && listed.filter(from -> !from.isBefore(gap)).isPresent());
    }

    static boolean isWindows(Scene scene, PodSeen pod) {
        return pod.isWindows() || scene.beat().filter(NodeBeat::isWindows).isPresent();
    }
}

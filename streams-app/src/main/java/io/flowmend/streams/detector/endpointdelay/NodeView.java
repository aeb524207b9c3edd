/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the node as a whole.
 *
 * @param gapUntil end of the last time that was not known; {@link Instant#MAX} during one
 * @param files beginning of the last dump of endpoint-status files that was told to its end
 */
record NodeView(Instant gapUntil, Optional<Instant> files, Optional<String> typha) {

    private static final String KIND = "node";
    private static final String NAME = "";
    private static final String GAP = "gap-until";
    private static final String FILES = "files";
    private static final String TYPHA = "typha";

    static NodeView of(Book book) {
        var stored = book.get(KIND, NAME).orElse(StoredCase.EMPTY);
        return new NodeView(
                stored.word(GAP).map(Instant::parse).orElse(Instant.MAX),
                stored.word(FILES).map(Instant::parse),
                stored.word(TYPHA));
    }

    void keep(Book book) {
        var stored = StoredCase.EMPTY.word(GAP, gapUntil.toString());
        var filed = files.map(from -> stored.word(FILES, from.toString())).orElse(stored);
        book.put(KIND, NAME, typha.map(name -> filed.word(TYPHA, name)).orElse(filed));
    }

    NodeView gap(Instant until) {
        return new NodeView(until, files, typha);
    }

    NodeView filed(Instant from) {
        return new NodeView(gapUntil, Optional.of(from), typha);
    }

    NodeView on(String another) {
        return new NodeView(gapUntil, files, Optional.of(another));
    }

    /**
     * Whether the node would have told, had the pod been programmed: a source has seen all of the pod's life, or the
     * files were listed after the last time that is not known, from the first row on.
     */
    boolean wouldTell(NodeBeat beat, PodSeen pod) {
        if (beat.isWindows()) {
            return false;
        }
        var born = pod.createdAt(); // to the second, downwards
        var whole = !gapUntil.isAfter(born);
        return (whole && saw(beat, NodeBeat.FELIX, born))
                || (whole && saw(beat, NodeBeat.STATUS_FILES, born))
                || (beat.watches(NodeBeat.STATUS_FILES)
                        && files.filter(from -> !from.isBefore(gapUntil)).isPresent());
    }

    private static boolean saw(NodeBeat beat, String source, Instant born) {
        return beat.since(source).filter(since -> !since.isAfter(born)).isPresent();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry or socket, and which case it is part of.
 *
 * @param first the record by which it was first seen
 * @param last the last that saw it as it is
 * @param proof the last that shows it in use
 * @param group key of its case; empty while it is harmless or not proven
 */
public record Flow(
        Target target,
        Form form,
        Optional<String> service,
        boolean replied,
        boolean stuck,
        Optional<Instant> endOfLife,
        RecordRef first,
        RecordRef last,
        Optional<RecordRef> proof,
        Optional<String> group) {

    static Flow of(GhostSighting seen) {
        return new Flow(
                seen.target(),
                seen.form(),
                seen.service(),
                seen.replied(),
                seen.stuck(),
                seen.endOfLife(),
                seen.record(),
                seen.record(),
                proof(seen),
                Optional.empty());
    }

    /** The same flow seen again. */
    Flow seen(GhostSighting again) {
        return new Flow(
                again.target(),
                again.form(),
                again.service().or(() -> service),
                again.replied(),
                again.stuck(),
                again.target() instanceof Target.Entry ? again.endOfLife().or(() -> endOfLife) : Optional.empty(),
                first,
                again.record(),
                proof(again).or(() -> proof),
                group);
    }

    /** Shown in use by the socket whose packets follow it. */
    Flow provenBy(RecordRef sight) {
        var latest = proof.filter(known -> known.time().isAfter(sight.time())).orElse(sight);
        return new Flow(target, form, service, replied, stuck, endOfLife, first, last, Optional.of(latest), group);
    }

    /** The sight of a connecting socket that proves this entry's use: same tuples, SYNs repeated, nothing heard. */
    Optional<RecordRef> proofFor(Flow entry) {
        return form == Form.CONNECTING && stuck && isSameFlow(entry) ? Optional.of(last) : Optional.empty();
    }

    private boolean isSameFlow(Flow entry) {
        return entry.form() == Form.SYN_ENTRY
                && target.original().equals(entry.target().original())
                && target.reply().equals(entry.target().reply());
    }

    /** Two looks are a proof; a socket that repeats what it sends, or sends at all, and hears nothing is one by itself. */
    private static Optional<RecordRef> proof(GhostSighting seen) {
        var proves = seen.kind() == GhostSighting.Kind.REFRESHED || seen.stuck();
        return proves ? Optional.of(seen.record()) : Optional.empty();
    }

    /**
     * The node was away: it must be seen again to live on, and its use to be proven again.
     *
     * @param reported an open finding keeps its proof: it was true when it was opened
     */
    Flow afterGap(Instant now, boolean reported) {
        return new Flow(
                target,
                form,
                service,
                replied,
                stuck,
                Optional.of(endOfLife.filter(end -> end.isAfter(now)).orElse(now)),
                first,
                last,
                reported ? proof : Optional.empty(),
                group);
    }

    Flow in(Optional<String> another) {
        return new Flow(target, form, service, replied, stuck, endOfLife, first, last, proof, another);
    }

    String text() {
        return target.text();
    }
}

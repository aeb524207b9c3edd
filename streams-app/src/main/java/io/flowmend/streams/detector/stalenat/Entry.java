/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Remedy;
import io.flowmend.streams.detector.Tuple;
import java.time.Instant;
import java.util.Optional;

/**
 * One conntrack entry in one zone, and how far the rule has come with it.
 *
 * @param first the record by which this entry, not an earlier one of the same flow, was first seen
 * @param proof the last record that shows it in use
 */
public record Entry(
        int zone,
        long conntrackId,
        Tuple original,
        Tuple reply,
        boolean unNatted,
        boolean replied,
        boolean answeredLocally,
        RecordRef first,
        Optional<Instant> endOfLife,
        Optional<RecordRef> proof,
        Phase phase) {

    /** Where an entry stands between harmless and reported. */
    public sealed interface Phase {

        /** Nothing wrong with it, or not yet proven. */
        record Watched() implements Phase {}

        /**
         * Everything speaks against it, but the clocks of node and API may differ by more than this has lasted.
         *
         * @param epoch origin of the record that completed the evidence
         */
        record Suspected(Instant since, String epoch) implements Phase {}

        /** A finding is open. */
        record Reported(Finding finding) implements Phase {}
    }

    public Instant firstSeen() {
        return first.time();
    }

    /** As it is expected to be when it is deleted. */
    Remedy.EntryTarget target() {
        return new Remedy.EntryTarget(
                zone, conntrackId, original, reply, proof.orElse(first).time());
    }

    static Entry of(Sighting seen) {
        return new Entry(
                seen.zone(),
                seen.conntrackId(),
                seen.original(),
                seen.reply(),
                seen.unNatted(),
                seen.replied(),
                seen.answeredLocally(),
                seen.record(),
                seen.endOfLife(),
                Optional.empty(),
                new Phase.Watched());
    }

    /** The same entry seen again. */
    Entry seen(Sighting again) {
        return new Entry(
                zone,
                again.conntrackId(),
                again.original(),
                again.reply(),
                again.unNatted(),
                again.replied(),
                again.answeredLocally(),
                first,
                again.endOfLife().or(() -> endOfLife),
                again.kind() == Sighting.Kind.REFRESHED ? Optional.of(again.record()) : proof,
                phase);
    }

    /** An open finding keeps its proof: it was true when it was opened. */
    Entry afterGap(Instant now) {
        return new Entry(
                zone,
                conntrackId,
                original,
                reply,
                unNatted,
                replied,
                answeredLocally,
                first,
                endOfLife.map(end -> end.isAfter(now) ? end : now),
                phase instanceof Phase.Reported ? proof : Optional.empty(),
                phase);
    }

    Entry in(Phase next) {
        return new Entry(
                zone, conntrackId, original, reply, unNatted, replied, answeredLocally, first, endOfLife, proof, next);
    }
}

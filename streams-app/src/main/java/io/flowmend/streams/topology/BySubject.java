/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.Turn;
import java.util.Map;
import java.util.Objects;

/** Several detectors behind one ordering core: the shape of the subject's key picks the one that is asked. */
record BySubject(Map<Subjects, Applier> appliers) implements Applier {

    BySubject {
        appliers = Map.copyOf(appliers);
    }

    @Override
    public void shared(Turn turn, byte[] payload) {
        of(turn.subject()).shared(turn, payload);
    }

    @Override
    public void own(Turn turn, byte[] payload) {
        of(turn.subject()).own(turn, payload);
    }

    @Override
    public void resumed(Turn turn) {
        of(turn.subject()).resumed(turn);
    }

    @Override
    public void due(Turn turn) {
        of(turn.subject()).due(turn);
    }

    @Override
    public boolean isIdle(String lane, String subject) {
        return of(subject).isIdle(lane, subject);
    }

    private Applier of(String subject) {
        return Objects.requireNonNull(appliers.get(Subjects.of(subject)));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.order.Turn;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A turn of a lane as one rule sees it. */
record LaneScene(Turn turn, String rule, Book book, NodeCodec codec, NodeOutput output) implements Scene {

    @Override
    public String cluster() {
        return turn.lane().substring(0, turn.lane().indexOf('/'));
    }

    @Override
    public String node() {
        return turn.lane().substring(turn.lane().indexOf('/') + 1);
    }

    @Override
    public Instant now() {
        return turn.now();
    }

    @Override
    public boolean isKnown() {
        return turn.isKnown();
    }

    @Override
    public Optional<NodeBeat> beat() {
        return turn.isKnown() ? turn.citation(turn.now()).map(codec::beat) : Optional.empty();
    }

    @Override
    public void wakeAt(Instant time, String tag) {
        turn.wakeAt(time, rule + "/" + tag);
    }

    @Override
    public void found(Finding finding) {
        output.found(finding);
    }

    @Override
    public void handOn(String id, StoredCase said) {
        output.handOn(rule, id, turn.now(), said);
    }

    @Override
    public void measured(Latency latency) {
        output.measured(latency);
    }

    @Override
    public void harmless(Supplier<Harmless> judged) {
        output.harmless(judged);
    }
}

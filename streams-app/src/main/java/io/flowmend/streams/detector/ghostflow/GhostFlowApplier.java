/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.ghostflow.GhostFlowStore.Place;
import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The shell around the rule: reads the turn and hands it on. */
final class GhostFlowApplier implements Applier {

    private static final String FLOW = "flow ";
    private static final String CASE = "case ";

    private final GhostFlowRule rule;
    private final GhostFlowStore store;
    private final GhostFlowCodec codec;
    private final Consumer<Finding> findings;
    private final Facts facts;

    GhostFlowApplier(
            GhostFlowRule rule, GhostFlowStore store, GhostFlowCodec codec, Consumer<Finding> findings, Facts facts) {
        this.rule = rule;
        this.store = store;
        this.codec = codec;
        this.findings = findings;
        this.facts = facts;
    }

    @Override
    public void shared(Turn turn, byte[] payload) {
        var place = place(turn);
        var view = store.view(place);
        if (payload.length == 0) {
            // It is only old. A flow that outlived the memory keeps what it was judged by.
            if (!store.hasFlows(place)) {
                store.view(place, view.without(turn.position().origin()));
            }
            return;
        }
        var said = codec.said(payload, view);
        store.view(place, said.view());
        at(turn, said.cause()).everyFlow();
    }

    @Override
    public void own(Turn turn, byte[] payload) {
        var seen = codec.sighting(payload);
        at(turn, seen.record().origin()).sighted(seen);
    }

    @Override
    public void resumed(Turn turn) {
        var again = at(turn, "known again at " + turn.now());
        if (turn.isNodeBack()) {
            again.nodeIsBack();
        } else {
            again.everyFlow();
        }
    }

    @Override
    public void due(Turn turn) {
        var tag = turn.position().origin();
        var now = at(turn, "deadline at " + turn.now());
        if (tag.startsWith(CASE)) {
            now.caseDue(tag.substring(CASE.length()));
        } else {
            now.flowDue(tag.substring(FLOW.length()));
        }
    }

    @Override
    public boolean isIdle(String lane, String subject) {
        return store.forgetIfEmpty(new Place(lane, subject));
    }

    private GhostFlowTurn at(Turn turn, String cause) {
        var scene = scene(turn, cause);
        return new GhostFlowTurn(rule, store, place(turn), scene, new Asking(turn, scene));
    }

    private static Place place(Turn turn) {
        return new Place(turn.lane(), turn.subject());
    }

    private Scene scene(Turn turn, String cause) {
        var lane = turn.lane();
        var slash = lane.indexOf('/');
        return new Scene(
                lane.substring(0, slash),
                lane.substring(slash + 1),
                turn.subject().substring(turn.subject().indexOf('/') + 1),
                turn.now(),
                turn.isKnown(),
                cause,
                store.view(place(turn)),
                turn.citation(turn.now()).map(codec::reference));
    }

    private final class Asking implements GhostFlowTurn.Output {

        private final Turn turn;
        private final Scene scene;

        Asking(Turn turn, Scene scene) {
            this.turn = turn;
            this.scene = scene;
        }

        @Override
        public void found(Finding finding) {
            findings.accept(finding);
        }

        @Override
        public void harmless(Flow flow, String why) {
            facts.judged(() -> List.of(new Harmless(GhostFlowReport.RULE, subject(flow), scene.now(), why)));
        }

        private Subject subject(Flow flow) {
            return new Subject(
                    scene.cluster(),
                    scene.node(),
                    flow.service().map(service -> {
                        var slash = service.indexOf('/');
                        return new Subject.Service(
                                service.substring(0, slash), service.substring(slash + 1), Optional.empty());
                    }),
                    Optional.empty(),
                    scene.address(),
                    Optional.of(flow.target().words()),
                    OptionalInt.empty());
        }

        @Override
        public void wakeFlow(Instant at, String flow) {
            turn.wakeAt(at, FLOW + flow);
        }

        @Override
        public void wakeCase(Instant at, String of) {
            turn.wakeAt(at, CASE + of);
        }
    }
}

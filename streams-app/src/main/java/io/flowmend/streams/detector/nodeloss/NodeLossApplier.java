/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Crossing.CrossingApplier;
import io.flowmend.streams.order.CrossingTurn;
import io.flowmend.streams.service.ServiceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The shell around the rule: read, ask, write, forward. */
final class NodeLossApplier implements CrossingApplier {

    private static final String FORGET = "forget ";
    private static final String JUDGE = "judge ";

    private final NodeLossRule rule;
    private final NodeLossStore store;
    private final NodeLossCodec codec;
    private final Consumer<Finding> findings;
    private final Facts facts;
    private final Acquittal acquittal;

    NodeLossApplier(
            NodeLossRule rule, NodeLossStore store, NodeLossCodec codec, Consumer<Finding> findings, Facts facts) {
        this.facts = facts;
        this.acquittal = new Acquittal(rule);
        this.rule = rule;
        this.store = store;
        this.codec = codec;
        this.findings = findings;
    }

    @Override
    public void shared(CrossingTurn turn, byte[] payload) {
        if (turn.subject().isEmpty()) {
            var said = codec.said(payload);
            store.word(said.node(), said.word());
            return;
        }
        var before = store.services(turn.subject());
        var services = new ArrayList<>(before);
        if (payload.length == 0) {
            services.removeIf(service -> service.uid().equals(turn.position().origin()));
        } else {
            var fact = codec.service(payload);
            services.removeIf(service -> service.uid().equals(fact.uid()));
            if (!fact.backends().isEmpty()) {
                services.add(fact);
            }
        }
        if (!services.equals(before)) {
            store.services(turn.subject(), services);
        }
    }

    @Override
    public void own(CrossingTurn turn, String node, byte[] payload) {
        switch (codec.heard(payload)) {
            case Heard.Connection seen -> connection(turn, node, seen);
            case Heard.Reset reset -> reset(turn, node, reset);
        }
    }

    private void connection(CrossingTurn turn, String node, Heard.Connection seen) {
        var before = store.rows(turn.subject(), seen.client());
        store.rows(turn.subject(), seen.client(), before.with(node, seen));
        if (before.isEmpty()) {
            turn.wakeAt(turn.now().plus(rule.config().rowMemory()), FORGET + seen.client());
        }
    }

    private void reset(CrossingTurn turn, String node, Heard.Reset reset) {
        if (!turn.isApiKnown()) {
            judged(turn, node, reset, () -> Acquittal.API_UNKNOWN);
            return;
        }
        var rows = store.rows(turn.subject(), reset.client());
        var services = store.services(turn.subject());
        var found = rule.onReset(node, reset, rows, services);
        judged(
                turn,
                node,
                reset,
                () -> found.map(suspect -> Acquittal.waits(NodeLossRule.name(suspect.lost())))
                        .orElseGet(() -> acquittal.ofReset(node, reset, rows, services)));
        found.ifPresent(suspect -> {
            var covering = turn.covering(node);
            var broken = new Broken(
                    reset.client(),
                    suspect.row().record(),
                    suspect.row().until(),
                    reset.record(),
                    covering.map(codec::reference));
            var before = store.batch(turn.subject(), suspect.lost(), node)
                    .orElseGet(() ->
                            Batch.of(suspect.row().form(), suspect.service(), covering.flatMap(codec::kubeRouter)));
            store.batch(turn.subject(), suspect.lost(), node, Optional.of(before.plus(broken)));
            if (before.waiting().isEmpty()) {
                turn.wakeAt(rule.dueAfter(broken), JUDGE + suspect.lost() + " " + node);
            }
        });
    }

    private void judged(CrossingTurn turn, String node, Heard.Reset reset, Supplier<String> reason) {
        facts.judged(() -> List.of(Acquittal.harmless(
                reset.client(),
                node.substring(0, node.indexOf('/')),
                NodeLossRule.name(node),
                ServiceAddress.ofKey(turn.subject()),
                turn.now(),
                reason.get())));
    }

    @Override
    public void due(CrossingTurn turn) {
        var tag = turn.position().origin();
        if (tag.startsWith(FORGET)) {
            forget(turn, tag.substring(FORGET.length()));
        } else {
            var nodes = tag.substring(JUDGE.length()).split(" ", -1);
            judge(turn, nodes[0], nodes[1]);
        }
    }

    private void forget(CrossingTurn turn, String client) {
        var left = store.rows(turn.subject(), client)
                .after(turn.now(), rule.config().rowMemory());
        store.rows(turn.subject(), client, left);
        left.nextEnd(rule.config().rowMemory()).ifPresent(end -> turn.wakeAt(end, FORGET + client));
    }

    private void judge(CrossingTurn turn, String lost, String node) {
        var batch = store.batch(turn.subject(), lost, node);
        if (batch.isEmpty()) {
            return;
        }
        var scene = scene(turn, lost, node);
        var decision = rule.onDue(batch.get(), scene);
        facts.judged(() -> acquittal.ofBatch(batch.get(), decision, scene));
        store.batch(turn.subject(), lost, node, decision.next());
        decision.findings().forEach(findings);
        decision.wake()
                .filter(at -> at.isAfter(turn.now()))
                .ifPresent(at -> turn.wakeAt(at, JUDGE + lost + " " + node));
    }

    private Scene scene(CrossingTurn turn, String lost, String node) {
        var silent = turn.silentSince(lost);
        return new Scene(
                lost.substring(0, lost.indexOf('/')),
                NodeLossRule.name(lost),
                NodeLossRule.name(node),
                ServiceAddress.ofKey(turn.subject()),
                turn.now(),
                store.word(lost),
                silent,
                silent.flatMap(since -> turn.last(lost, since)).map(codec::reference),
                (from, to) -> turn.isKnown(node, from, to),
                (from, to) -> turn.isKnown(lost, from, to));
    }
}

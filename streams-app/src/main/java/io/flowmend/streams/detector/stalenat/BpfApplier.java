/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Turn;
import java.util.Optional;
import java.util.function.Consumer;

/** The shell around the rule of the eBPF form; its state lies beside that of the netfilter form. */
final class BpfApplier {

    /** Begins the tag of a deadline; no client begins so. */
    private static final String TAG = "bpf ";

    private final BpfRule rule;
    private final BpfStore store;
    private final StaleNatCodec codec;
    private final Consumer<Finding> findings;
    private final Facts facts;

    BpfApplier(BpfRule rule, BpfStore store, StaleNatCodec codec, Consumer<Finding> findings, Facts facts) {
        this.rule = rule;
        this.store = store;
        this.codec = codec;
        this.findings = findings;
        this.facts = facts;
    }

    void own(Turn turn, BpfSighting seen, Scene scene) {
        var flow = store.of(turn.lane(), turn.subject(), seen.client());
        var with = with(turn, scene);
        apply(turn, with, flow, rule.onSighting(flow, seen, with));
    }

    void own(Turn turn, Optional<BpfFrontend> row) {
        store.put(turn.lane(), turn.subject(), row);
    }

    /** Asks about one client; nothing if the tag is not of this form. */
    static Optional<String> client(String tag) {
        return tag.startsWith(TAG) ? Optional.of(tag.substring(TAG.length())) : Optional.empty();
    }

    void turn(Turn turn, Scene scene) {
        var flow = store.of(turn.lane(), turn.subject(), scene.client());
        var with = with(turn, scene);
        apply(turn, with, flow, turn.isNodeBack() ? rule.onNodeKnownAgain(flow, with) : rule.onTurn(flow, with));
    }

    private void apply(Turn turn, BpfScene with, BpfFlow before, BpfDecision decision) {
        var client = with.scene().client();
        if (!decision.next().equals(before)) {
            store.put(turn.lane(), turn.subject(), client, decision.next());
        }
        decision.finding().ifPresent(findings);
        decision.wake().filter(at -> at.isAfter(turn.now())).ifPresent(at -> turn.wakeAt(at, TAG + client));
        facts.judged(() -> rule.whyNot(decision.next(), with).map(reason -> BpfReport.harmless(reason, with)).stream()
                .toList());
    }

    private BpfScene with(Turn turn, Scene scene) {
        return new BpfScene(
                scene,
                store.frontend(turn.lane(), turn.subject()),
                turn.citation(turn.now()).map(codec::calico).orElse(Calico.UNKNOWN));
    }
}

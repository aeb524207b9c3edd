/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.Turn;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The shell around the rule: read, ask, write, forward. */
final class StaleNatApplier implements Applier {

    private final StaleNatRule rule;
    private final StaleNatStore store;
    private final BpfApplier bpf;
    private final StaleNatCodec codec;
    private final Consumer<Finding> findings;
    private final Facts facts;

    StaleNatApplier(
            StaleNatRule rule,
            StaleNatStore store,
            BpfApplier bpf,
            StaleNatCodec codec,
            Consumer<Finding> findings,
            Facts facts) {
        this.rule = rule;
        this.store = store;
        this.bpf = bpf;
        this.codec = codec;
        this.findings = findings;
        this.facts = facts;
    }

    @Override
    public void shared(Turn turn, byte[] payload) {
        var uid = turn.position().rank() == Rank.SHARED ? turn.position().origin() : "";
        var services = new ArrayList<>(store.services(turn.lane(), turn.subject()));
        var cause = "";
        if (payload.length == 0) {
            services.removeIf(service -> service.uid().equals(uid));
        } else {
            var fact = codec.service(payload);
            services.removeIf(service -> service.uid().equals(fact.uid()));
            services.add(fact);
            cause = fact.cause().origin();
        }
        store.services(turn.lane(), turn.subject(), services);
        everyClient(turn, cause);
    }

    @Override
    public void own(Turn turn, byte[] payload) {
        switch (codec.seen(payload)) {
            case Seen.Netfilter(var seen) -> {
                var state = store.of(turn.lane(), turn.subject(), seen.client());
                var scene = scene(turn, seen.client(), seen.record().origin());
                apply(turn, state, scene, rule.onSighting(state, seen, scene));
            }
            case Seen.Bpf(var seen) ->
                bpf.own(turn, seen, scene(turn, seen.client(), seen.record().origin()));
            case Seen.BpfNat(var row) -> {
                bpf.own(turn, row);
                everyBpfClient(turn, "");
            }
        }
    }

    @Override
    public void resumed(Turn turn) {
        if (turn.isNodeBack()) {
            for (var client : store.clients(turn.lane(), turn.subject())) {
                var state = store.of(turn.lane(), turn.subject(), client);
                var scene = scene(turn, client, "");
                apply(turn, state, scene, rule.onNodeKnownAgain(state, scene));
            }
            bpf.own(turn, Optional.empty());
            everyBpfClient(turn, "");
        } else {
            everyClient(turn, "known again at " + turn.now());
        }
    }

    @Override
    public void due(Turn turn) {
        var form = BpfApplier.client(turn.position().origin());
        if (form.isPresent()) {
            bpf.turn(turn, scene(turn, form.get(), "deadline at " + turn.now()));
            return;
        }
        var client = turn.position().origin();
        var state = store.of(turn.lane(), turn.subject(), client);
        var scene = scene(turn, client, "deadline at " + turn.now());
        apply(turn, state, scene, rule.onTurn(state, scene));
    }

    @Override
    public boolean isIdle(String lane, String subject) {
        return store.forgetIfEmpty(lane, subject);
    }

    private void everyClient(Turn turn, String cause) {
        for (var client : store.clients(turn.lane(), turn.subject())) {
            var state = store.of(turn.lane(), turn.subject(), client);
            var scene = scene(turn, client, cause);
            apply(turn, state, scene, rule.onTurn(state, scene));
        }
        everyBpfClient(turn, cause);
    }

    private void everyBpfClient(Turn turn, String cause) {
        for (var client : store.bpfClients(turn.lane(), turn.subject())) {
            bpf.turn(turn, scene(turn, client, cause));
        }
    }

    private void apply(Turn turn, StaleNatState before, Scene scene, StaleNatDecision decision) {
        if (!decision.next().equals(before)) {
            store.put(turn.lane(), turn.subject(), scene.client(), decision.next());
        }
        decision.findings().forEach(findings);
        decision.wakes().forEach(at -> turn.wakeAt(at, scene.client()));
        facts.judged(() -> Acquittal.of(decision.next(), scene));
    }

    private Scene scene(Turn turn, String client, String cause) {
        var lane = turn.lane();
        var slash = lane.indexOf('/');
        var cited = turn.citation(turn.now());
        return new Scene(
                lane.substring(0, slash),
                lane.substring(slash + 1),
                address(turn.subject()),
                client,
                turn.now(),
                turn.isKnown(),
                cause,
                services(turn),
                cited.map(codec::reference),
                cited.map(codec::proxy).orElse(NodeProxy.UNKNOWN));
    }

    private List<AddressFact> services(Turn turn) {
        return store.services(turn.lane(), turn.subject());
    }

    /** {@code cluster/ip/port/protocol}, as {@link ServiceAddress#key} writes it. */
    static ServiceAddress address(String subject) {
        return ServiceAddress.ofKey(subject);
    }
}

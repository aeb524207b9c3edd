/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.detector.ghostflow.GhostFlowStore.Place;
import io.flowmend.streams.ownership.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One turn: keeps flows and cases in step with the verdicts, and says what came of it. */
final class GhostFlowTurn {

    private final GhostFlowRule rule;
    private final GhostFlowStore store;
    private final Place place;
    private final Scene scene;
    private final Output output;

    /** What a turn may ask for. */
    interface Output {

        void found(Finding finding);

        /** The flow is no ghost, or may not be called one, at this moment. */
        void harmless(Flow flow, String why);

        /** A turn for a flow, to see whether its life has ended. */
        void wakeFlow(Instant at, String flow);

        /** A turn for a case, to speak. */
        void wakeCase(Instant at, String of);
    }

    GhostFlowTurn(GhostFlowRule rule, GhostFlowStore store, Place place, Scene scene, Output output) {
        this.rule = rule;
        this.store = store;
        this.place = place;
        this.scene = scene;
        this.output = output;
    }

    /** The node saw the flow. */
    void sighted(GhostSighting seen) {
        var known = store.flow(place, seen.target().text());
        switch (seen.kind()) {
            case CREATED -> {
                known.ifPresent(old -> end(old, End.of(FindingState.EXPIRED, RENEWED, seen)));
                present(Flow.of(seen));
            }
            case PRESENT, REFRESHED -> present(known.map(old -> old.seen(seen)).orElseGet(() -> Flow.of(seen)));
            case DESTROYED -> known.ifPresent(old -> end(old, destroyed(seen)));
            case GONE -> known.ifPresent(old -> end(old, End.of(FindingState.EXPIRED, gone(seen), seen)));
        }
    }

    /** The kernel never moves the end of a SYN_SENT entry: only the socket shows that it is in use. */
    private void present(Flow flow) {
        switch (flow.form()) {
            case SYN_ENTRY ->
                settle(store.socketOf(place, flow)
                        .flatMap(socket -> socket.proofFor(flow))
                        .map(flow::provenBy)
                        .orElse(flow));
            case CONNECTING -> {
                settle(flow);
                store.entriesOf(place, flow)
                        .forEach(entry -> flow.proofFor(entry).ifPresent(sight -> settle(entry.provenBy(sight))));
            }
            case UDP_ENTRY, HALF_OPEN, PINNED_SOCKET -> settle(flow);
        }
    }

    private static final String RENEWED = "the kernel made a new entry for the flow; the end of this one was not seen";

    private static String gone(GhostSighting seen) {
        return switch (seen.target()) {
            case Target.Entry _ -> "the entry was gone when the node looked again; its end was not seen";
            case Target.Socket _ -> "the socket is closed";
        };
    }

    private static End destroyed(GhostSighting seen) {
        return seen.author()
                .map(author -> End.of(FindingState.HEALED_BY_OTHERS, "entry removed by " + author.text(), seen)
                        .by(author.portId()))
                .orElseGet(
                        () -> End.of(FindingState.EXPIRED, "the kernel dropped the entry: nobody sent any more", seen));
    }

    /** Why a flow leaves its case, and what shows it. */
    private record End(FindingState state, String reason, List<Evidence> evidence, OptionalLong port) {

        End(FindingState state, String reason, List<Evidence> evidence) {
            this(state, reason, evidence, OptionalLong.empty());
        }

        End by(long netlinkPort) {
            return new End(state, reason, evidence, OptionalLong.of(netlinkPort));
        }

        Optional<Case.Healed> healed() {
            return state == FindingState.HEALED_BY_OTHERS
                    ? Optional.of(new Case.Healed(reason, port))
                    : Optional.empty();
        }

        static End of(FindingState state, String reason, GhostSighting seen) {
            return new End(state, reason, List.of(new Evidence(reason, seen.record())));
        }
    }

    /** What the API says has changed, or an unknown time has ended. */
    void everyFlow() {
        store.flows(place).forEach(this::settle);
        var owner = scene.view().owners().ownerAt(scene.now()).map(Owner::uid);
        for (var each : store.cases(place)) {
            // A stranger who takes the address makes it another matter.
            plan(each.isOpen() && !each.stranger().equals(owner) ? each.withNews() : each);
        }
    }

    /** The node has been away: what it knew of may have ended meanwhile. */
    void nodeIsBack() {
        for (var flow : store.flows(place)) {
            var open = flow.group()
                    .flatMap(name -> store.caseOf(place, name))
                    .filter(Case::isOpen)
                    .isPresent();
            settle(flow.afterGap(scene.now(), open));
        }
        store.cases(place).forEach(this::plan);
    }

    void flowDue(String name) {
        store.flow(place, name).ifPresent(this::settle);
    }

    void caseDue(String name) {
        store.caseOf(place, name)
                .filter(of -> of.wake().equals(Optional.of(scene.now())))
                .ifPresent(this::speak);
    }

    private void settle(Flow flow) {
        var expiry = rule.expiry(flow);
        if (scene.known() && expiry.filter(at -> !at.isAfter(scene.now())).isPresent()) {
            end(flow, new End(FindingState.EXPIRED, "its life ended and nothing was seen of it since", List.of()));
            return;
        }
        expiry.filter(at -> at.isAfter(scene.now())).ifPresent(at -> output.wakeFlow(at, flow.text()));
        if (!scene.known()) {
            keep(flow);
            output.harmless(flow, "the node or the API is not known at this time");
            return;
        }
        switch (rule.judge(flow, scene)) {
            case Verdict.Innocent(var why) -> {
                keep(flow.in(Optional.empty()));
                output.harmless(flow, why);
                flow.group().ifPresent(name -> leave(name, new End(FindingState.WITHDRAWN, why, List.of())));
            }
            case Verdict.Ghost ghost -> haunt(flow, ghost);
        }
    }

    private void haunt(Flow flow, Verdict.Ghost ghost) {
        var name = ghost.of().text();
        keep(flow.in(Optional.of(name)));
        if (flow.group().equals(Optional.of(name))) {
            return;
        }
        flow.group()
                .ifPresent(other -> leave(
                        other, new End(FindingState.WITHDRAWN, "the flow is part of another case now", List.of())));
        var of = store.caseOf(place, name).orElseGet(() -> Case.begin(ghost.of(), scene.cause()));
        plan(of.joined(), ghost.due());
    }

    private void keep(Flow flow) {
        if (!store.flow(place, flow.text()).equals(Optional.of(flow))) {
            store.put(place, flow);
        }
    }

    private void end(Flow flow, End end) {
        store.remove(place, flow);
        if (flow.group()
                .flatMap(name -> store.caseOf(place, name))
                .filter(of -> !of.isOpen())
                .isPresent()) {
            output.harmless(flow, "it ended within the hold: " + end.reason());
        }
        flow.group().ifPresent(name -> leave(name, end));
    }

    private void leave(String name, End end) {
        var before = store.caseOf(place, name).orElseThrow();
        var of = before.left(end.healed(), before.isOpen() && before.flows() > rule.targets());
        if (of.flows() > 0) {
            plan(of);
            return;
        }
        store.finding(place, of).ifPresent(open -> output.found(ended(open, of, end)));
        store.remove(place, of);
    }

    private Finding ended(Finding open, Case of, End end) {
        var state = of.healed().isPresent() ? FindingState.HEALED_BY_OTHERS : end.state();
        var reason = of.healed().map(Case.Healed::reason).orElse(end.reason());
        var port = of.healed().map(Case.Healed::port).orElseGet(OptionalLong::empty);
        return open.then(new Transition(state, scene.now(), reason, port), end.evidence());
    }

    private void plan(Case of) {
        plan(of, scene.now());
    }

    /** Asks for a turn to say what is new, unless one is already coming. */
    private void plan(Case of, Instant due) {
        if (!of.news() || of.wake().filter(at -> at.isAfter(scene.now())).isPresent()) {
            store.put(place, of);
            return;
        }
        var at = rule.wake(of, due, scene.now());
        store.put(place, of.waking(at));
        output.wakeCase(at, of.id().text());
    }

    private void speak(Case of) {
        var ghosts = new ArrayList<Flow>();
        Optional<Verdict.Ghost> first = Optional.empty();
        Optional<Instant> later = Optional.empty();
        for (var flow : store.flows(place)) {
            if (flow.group().equals(Optional.of(of.id().text()))
                    && rule.judge(flow, scene) instanceof Verdict.Ghost ghost) {
                if (ghost.due().isAfter(scene.now())) {
                    later = later.filter(due -> due.isBefore(ghost.due())).or(() -> Optional.of(ghost.due()));
                } else {
                    ghosts.add(flow);
                    first = first.or(() -> Optional.of(ghost));
                }
            }
        }
        if (scene.known() && first.isPresent()) {
            speak(of, ghosts, first.get());
        } else if (!scene.known() || later.isEmpty()) {
            store.put(place, of.rested()); // asked again when time is known again
            return;
        }
        later.ifPresent(due -> plan(current(of).rested().withNews(), due));
    }

    private Case current(Case of) {
        return store.caseOf(place, of.id().text()).orElse(of);
    }

    private void speak(Case of, List<Flow> ghosts, Verdict.Ghost ghost) {
        var report = new GhostFlowReport(rule, of, ghosts, ghost, scene);
        var finding = store.finding(place, of).map(report::again).orElseGet(report::open);
        output.found(finding);
        ghosts.forEach(flow -> output.harmless(flow, Harmless.NO_LONGER));
        var said = of.said(scene.now(), ghost.stranger().map(Owner::uid));
        store.put(place, said, finding);
        store.put(place, said);
    }
}

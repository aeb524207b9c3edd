/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When an un-NATed entry is a fault, and when it no longer is.
 *
 * @param skewBound how far the clocks of a node and of the API's side may differ; a fault must last longer
 * @param proofAge how long before the service was ready a proof of use may lie: the agent reads a suspicious entry every
 *     2 s and sees use with a delay of one read (field guide, section 5A.6)
 * @param expiryGrace how long after its end of life an entry may still be reported: the kernel rounds the timeout down to
 *     whole seconds and collects entries lazily
 */
public record StaleNatRule(Duration skewBound, Duration proofAge, Duration expiryGrace) {

    /** The node saw the entry. */
    StaleNatDecision onSighting(StaleNatState state, Sighting seen, Scene scene) {
        return switch (seen.kind()) {
            case CREATED -> {
                var before = ended(
                        state,
                        seen,
                        new Transition(
                                FindingState.EXPIRED,
                                seen.record().time(),
                                "the kernel made a new entry for the flow; the end of this one was not seen"),
                        scene);
                yield before.then(settle(before.next().with(Entry.of(seen)), scene));
            }
            case PRESENT, REFRESHED -> {
                var entry = state.in(seen.zone())
                        .map(known -> known.seen(seen))
                        .orElseGet(() -> Entry.of(seen).seen(seen));
                yield settle(state.with(entry), scene);
            }
            case DESTROYED -> ended(state, seen, destroyed(seen), scene);
            case GONE ->
                ended(
                        state,
                        seen,
                        new Transition(
                                FindingState.EXPIRED,
                                seen.record().time(),
                                "the entry was gone when the node looked again; its end was not seen"),
                        scene);
        };
    }

    /** The services changed, an unknown time ended, or a deadline came. */
    StaleNatDecision onTurn(StaleNatState state, Scene scene) {
        return settle(state, scene);
    }

    /**
     * The node has been away, and what it knew of before may have ended meanwhile: a proof of use from then proves nothing
     * now, and an entry must be seen again to live on.
     */
    StaleNatDecision onNodeKnownAgain(StaleNatState state, Scene scene) {
        var next = state;
        for (var entry : state.entries().values()) {
            next = next.with(entry.afterGap(scene.now()));
        }
        return settle(next, scene);
    }

    private static Transition destroyed(Sighting seen) {
        return seen.author()
                .map(author -> new Transition(
                        FindingState.HEALED_BY_OTHERS,
                        seen.record().time(),
                        "entry removed by " + author.text(),
                        OptionalLong.of(author.portId())))
                .orElseGet(() -> new Transition(
                        FindingState.EXPIRED,
                        seen.record().time(),
                        "the kernel dropped the entry: nobody sent any more"));
    }

    private StaleNatDecision ended(StaleNatState state, Sighting seen, Transition end, Scene scene) {
        var findings = state
                .in(seen.zone())
                .map(Entry::phase)
                .filter(Entry.Phase.Reported.class::isInstance)
                .map(Entry.Phase.Reported.class::cast)
                .map(reported -> reported.finding().then(end, List.of(new Evidence(end.reason(), seen.record()))))
                .stream()
                .toList();
        return new StaleNatDecision(state, findings, List.of()).then(settle(state.without(seen.zone()), scene));
    }

    private StaleNatDecision settle(StaleNatState state, Scene scene) {
        var next = state;
        var findings = new ArrayList<Finding>();
        var wakes = new ArrayList<Instant>();
        for (var entry : state.entries().values().stream()
                .sorted((one, other) -> Integer.compare(one.zone(), other.zone()))
                .toList()) {
            var life = expiry(entry);
            if (scene.known() && life.isPresent() && !scene.now().isBefore(life.get())) {
                expired(entry, life.get()).ifPresent(findings::add);
                next = next.without(entry.zone());
                continue;
            }
            life.filter(end -> end.isAfter(scene.now())).ifPresent(wakes::add);
            var settled = settle(entry, next, scene);
            next = next.with(settled.entry());
            settled.finding().ifPresent(findings::add);
            settled.wake().ifPresent(wakes::add);
        }
        return new StaleNatDecision(next, findings, wakes);
    }

    private record Settled(Entry entry, Optional<Finding> finding, Optional<Instant> wake) {

        static Settled as(Entry entry) {
            return new Settled(entry, Optional.empty(), Optional.empty());
        }
    }

    private Settled settle(Entry entry, StaleNatState state, Scene scene) {
        var fault = fault(entry, state, scene);
        return switch (entry.phase()) {
            case Entry.Phase.Watched _ ->
                fault.map(service -> suspect(entry, service, scene)).orElseGet(() -> Settled.as(entry));
            case Entry.Phase.Suspected suspected ->
                fault.map(service -> confirm(entry, suspected, service, scene))
                        .orElseGet(() -> Settled.as(entry.in(new Entry.Phase.Watched())));
            case Entry.Phase.Reported(var finding) ->
                fault.isPresent()
                        ? actedOn(entry, finding, fault.get(), scene)
                        : scene.known() ? withdraw(entry, finding, state, scene) : Settled.as(entry);
        };
    }

    private Settled suspect(Entry entry, AddressFact service, Scene scene) {
        var suspected = new Entry.Phase.Suspected(scene.now(), scene.cause());
        var settled = confirm(entry.in(suspected), suspected, service, scene);
        return settled.finding().isPresent()
                ? settled
                : new Settled(
                        entry.in(suspected),
                        Optional.empty(),
                        Optional.of(scene.now().plus(skewBound)));
    }

    private Settled confirm(Entry entry, Entry.Phase.Suspected suspected, AddressFact service, Scene scene) {
        if (!scene.known() || scene.now().isBefore(suspected.since().plus(skewBound))) {
            return Settled.as(entry);
        }
        var opened = StaleNatReport.open(entry, suspected, service, scene);
        var look = Healers.nextLook(scene.proxy(), StaleNatReport.ruleDue(entry, service), scene.now());
        var finding = look.isPresent() ? opened : opened.mendedBy(Optional.of(StaleNatReport.remedy(entry, scene)));
        return new Settled(entry.in(new Entry.Phase.Reported(finding)), Optional.of(finding), look);
    }

    /** An open finding gets its remedy once nobody else will heal it. */
    private static Settled actedOn(Entry entry, Finding finding, AddressFact service, Scene scene) {
        if (!scene.known() || finding.remedy().isPresent()) {
            return Settled.as(entry);
        }
        var due = StaleNatReport.ruleDue(entry, service);
        var look = Healers.nextLook(scene.proxy(), due, scene.now());
        if (look.isPresent()) {
            return new Settled(entry, Optional.empty(), look);
        }
        var next = StaleNatReport.timeToAct(entry, finding, due, scene);
        return new Settled(entry.in(new Entry.Phase.Reported(next)), Optional.of(next), Optional.empty());
    }

    /**
     * All that arrived so far speaks for a fault, nobody else heals it, and it is young: it is mended on arrival. The
     * executor checks each part of it again; what is settled in order comes later.
     *
     * @return the entries, those that were found now marked, and what was found
     */
    StaleNatDecision onArrival(StaleNatState state, Scene scene) {
        var next = state;
        var findings = new ArrayList<Finding>();
        if (scene.proxy().kind() != NodeProxy.Kind.NONE) {
            return new StaleNatDecision(state, findings, List.of());
        }
        for (var entry : state.entries().values()) {
            var service = fault(entry, state, scene);
            if (service.isPresent() && isYoung(entry, service.get(), scene)) {
                var mark = new Entry.Phase.Suspected(StaleNatReport.brokenAt(entry, service.get()), scene.cause());
                if (!isMarked(entry, mark.since())) {
                    findings.add(StaleNatReport.open(entry, mark, service.get(), scene)
                            .mendedBy(Optional.of(StaleNatReport.remedy(entry, scene)))
                            .onArrival());
                    next = next.with(entry.in(mark));
                }
            }
        }
        return new StaleNatDecision(next, findings, List.of());
    }

    private static boolean isMarked(Entry entry, Instant since) {
        return entry.phase() instanceof Entry.Phase.Suspected mark
                && mark.since().equals(since);
    }

    private boolean isYoung(Entry entry, AddressFact service, Scene scene) {
        return !StaleNatReport.brokenAt(entry, service).isBefore(scene.now().minus(proofAge))
                && entry.endOfLife().filter(end -> end.isBefore(scene.now())).isEmpty();
    }

    private static Settled withdraw(Entry entry, Finding finding, StaleNatState state, Scene scene) {
        var end = new Transition(FindingState.WITHDRAWN, scene.now(), whyNot(entry, state, scene));
        return new Settled(
                entry.in(new Entry.Phase.Watched()), Optional.of(finding.then(end, List.of())), Optional.empty());
    }

    /** The service that the flow should have reached, if all speaks for a fault at this moment. */
    private Optional<AddressFact> fault(Entry entry, StaleNatState state, Scene scene) {
        if (scene.address().protocol() != ServiceAddress.UDP
                || !entry.unNatted()
                || entry.replied()
                || entry.answeredLocally()
                || state.hasTranslatedTwin(entry)) {
            return Optional.empty();
        }
        return scene.natted().filter(service -> isInUse(entry, service));
    }

    private boolean isInUse(Entry entry, AddressFact service) {
        var earliest = StaleNatReport.brokenAt(entry, service).minus(proofAge);
        return entry.proof().filter(proof -> !proof.time().isBefore(earliest)).isPresent();
    }

    static String whyNot(Entry entry, StaleNatState state, Scene scene) {
        if (scene.natted().isEmpty()) {
            return "the service has no ready backend that this node should translate to";
        }
        if (entry.replied()) {
            return "answers come back";
        }
        if (entry.answeredLocally()) {
            return "a process of the node itself listens on the address";
        }
        if (state.hasTranslatedTwin(entry)) {
            return "another conntrack zone translates the flow";
        }
        return entry.unNatted() ? "its use is not proven since the service became ready" : "the flow is translated";
    }

    private Optional<Instant> expiry(Entry entry) {
        return entry.endOfLife().map(end -> end.plus(expiryGrace));
    }

    private static Optional<Finding> expired(Entry entry, Instant at) {
        return entry.phase() instanceof Entry.Phase.Reported(var finding)
                ? Optional.of(finding.then(
                        new Transition(FindingState.EXPIRED, at, "its life ended and nothing was seen of it since"),
                        List.of()))
                : Optional.empty();
    }
}

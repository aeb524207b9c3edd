/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Remedy;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.service.AddressFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Words and evidence of a finding. */
final class StaleNatReport {

    static final String RULE = "stalenat";
    static final int VERSION = 1;

    private static final String ADVICE = """
            Delete exactly this entry (conntrack -D with protocol, both ports and zone); the next packet is translated. \
            kube-proxy from 1.32 does so at its next sync, about 1 s with the default minimum sync period \
            (kubernetes #127318); a kube-proxy that does not is stalled, stopped or older. Calico's eBPF dataplane mends \
            its own form from 3.30.0.\
            """;

    /** From here on the flow should have reached a backend. */
    static Instant brokenAt(Entry entry, AddressFact service) {
        var ready = service.readySince().orElseThrow();
        return ready.isAfter(entry.firstSeen()) ? ready : entry.firstSeen();
    }

    static Finding open(Entry entry, Entry.Phase.Suspected suspected, AddressFact service, Scene scene) {
        var flow = flow(scene);
        var older = entry.firstSeen().isBefore(service.readySince().orElseThrow());
        return new Finding(
                RULE,
                VERSION,
                subject(entry, Optional.of(service), scene),
                suspected.epoch(),
                older ? "entry-older-than-backend" : "entry-made-without-rule",
                "Node " + scene.node() + " sends " + flow + " past service " + service.namespace() + "/"
                        + service.name() + ": its conntrack entry is not translated although a backend is ready.",
                ADVICE,
                Confidence.LIKELY,
                Severity.CRITICAL,
                false,
                BlastRadius.ONE_FLOW,
                Optional.empty(),
                false,
                brokenAt(entry, service),
                scene.now(),
                List.of(new Transition(
                        FindingState.OPEN, scene.now(), "un-NATed entry in use towards a ready service")),
                evidence(entry, service, scene));
    }

    static Subject subject(Entry entry, Optional<AddressFact> service, Scene scene) {
        return new Subject(
                scene.cluster(),
                scene.node(),
                service.map(fact -> new Subject.Service(fact.namespace(), fact.name(), Optional.of(fact.uid()))),
                Optional.empty(),
                scene.address().text(),
                Optional.of(flow(scene)),
                OptionalInt.of(entry.zone()));
    }

    private static String flow(Scene scene) {
        return scene.client() + " -> " + scene.address().text();
    }

    /** Deleting exactly this entry; the executor looks for the NAT rule itself. */
    static Remedy remedy(Entry entry, Scene scene) {
        return new Remedy(
                scene.address().protocol(),
                Optional.of(scene.address()),
                new Remedy.Because.Unnated(),
                List.of(entry.target()),
                List.of());
    }

    /** From here on the node's proxy had reason to heal it: also a change of the service gives it one. */
    static Instant ruleDue(Entry entry, AddressFact service) {
        var broken = brokenAt(entry, service);
        var changed = service.cause().time();
        return changed.isAfter(broken) ? changed : broken;
    }

    static Finding timeToAct(Entry entry, Finding finding, Instant due, Scene scene) {
        var why = Healers.why(scene.proxy(), due);
        var lines =
                scene.vouching().map(beat -> new Evidence(why, beat)).stream().toList();
        return finding.then(new Transition(FindingState.OPEN, scene.now(), why), lines)
                .mendedBy(Optional.of(remedy(entry, scene)));
    }

    private static List<Evidence> evidence(Entry entry, AddressFact service, Scene scene) {
        var lines = new ArrayList<Evidence>();
        lines.add(new Evidence(
                "the entry's reply source is " + scene.address().text()
                        + " itself, and it is unanswered: nothing translated the flow",
                entry.first()));
        entry.proof()
                .ifPresent(proof -> lines.add(new Evidence(
                        "the sender still sends: the entry's end of life moved later between two reads", proof)));
        lines.add(new Evidence(
                "service " + service.namespace() + "/" + service.name() + " has the address, and nodes translate it",
                service.service()));
        service.slice()
                .ifPresent(slice -> lines.add(new Evidence(
                        "a backend is ready since " + service.readySince().orElseThrow(), slice)));
        scene.vouching()
                .ifPresent(beat -> lines.add(new Evidence(
                        "the node missed nothing up to " + scene.now()
                                + ": no answer, no translation, no end of the entry",
                        beat)));
        return lines;
    }

    private StaleNatReport() {}
}

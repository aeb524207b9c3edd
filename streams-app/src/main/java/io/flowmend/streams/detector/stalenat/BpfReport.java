/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.service.AddressFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Words and evidence of a finding of the eBPF form; advice only, no action mends it yet (field guide, section 5A.4). */
final class BpfReport {

    static Finding open(BpfFlow.Normal entry, AddressFact service, BpfScene with) {
        var scene = with.scene();
        var flow = scene.client() + " -> " + scene.address().text();
        var older = entry.since().isBefore(service.readySince().orElseThrow());
        return new Finding(
                StaleNatReport.RULE,
                StaleNatReport.VERSION,
                subject(Optional.of(service), scene),
                entry.latest().origin(),
                older ? "ebpf-entry-older-than-backend" : "ebpf-entry-made-without-rule",
                "Node " + scene.node() + " sends " + flow + " past service " + service.namespace() + "/"
                        + service.name() + ": its eBPF conntrack entry is not translated although a backend is ready.",
                advice(with),
                Confidence.LIKELY,
                Severity.CRITICAL,
                false,
                BlastRadius.ONE_FLOW,
                Optional.empty(),
                false,
                BpfRule.brokenAt(entry, service),
                scene.now(),
                List.of(new Transition(
                        FindingState.OPEN, scene.now(), "untranslated eBPF entry in use towards a ready service")),
                evidence(entry, service, with));
    }

    static Harmless harmless(String reason, BpfScene with) {
        var scene = with.scene();
        return new Harmless(
                StaleNatReport.RULE, subject(scene.services().stream().findFirst(), scene), scene.now(), reason);
    }

    private static Subject subject(Optional<AddressFact> service, Scene scene) {
        return new Subject(
                scene.cluster(),
                scene.node(),
                service.map(fact -> new Subject.Service(fact.namespace(), fact.name(), Optional.of(fact.uid()))),
                Optional.empty(),
                scene.address().text(),
                Optional.of(scene.client() + " -> " + scene.address().text()),
                OptionalInt.empty());
    }

    private static String advice(BpfScene with) {
        var scene = with.scene();
        var why = with.calico().healsItself()
                ? with.calico().text() + " should have healed it within two scans (20 s) and did not: look at"
                        + " felix_bpf_conntrack_sweeps, whether its scanner runs."
                : with.calico().text() + " does not heal it; 3.30.0 does, within two scans (projectcalico/calico"
                        + " #10049, #10098). Patching a service instead of deleting and making it again avoids it.";
        return scene.address().isIpv6() && !with.calico().removesIpv6()
                ? noCommand(with.calico(), why)
                : command(scene, why);
    }

    private static String command(Scene scene, String why) {
        return """
            On node %s: kubectl -n calico-system exec <its calico-node pod> -c calico-node -- calico-node -bpf conntrack \
            remove udp %s %s. It ignores ports: every UDP flow between these two addresses on this node is dropped and \
            begins anew, maybe at another backend. Right before, see in calico-node -bpf conntrack dump that the entry \
            still has two addresses and was active less than 60 s ago, and in nat dump that the service has a backend. \
            It ends with 0 even if nothing matched: look at the dump again; at most once a minute for a client and a \
            service. Never conntrack clean, which drops every entry of the node. %s\
            """.formatted(scene.node(), ip(scene.client()), scene.address().ip(), why);
    }

    private static String noCommand(Calico calico, String why) {
        return """
            There is no safe command: calico-node -bpf conntrack remove panics on IPv6 entries before projectcalico/calico \
            #13917, and %s is not known to have it. Let the sender pause for 60 s or use another source port. %s\
            """.formatted(calico.text(), why);
    }

    /** {@code 10.1.0.2:5000} or {@code [2001:db8::1]:5000}. */
    private static String ip(String client) {
        var ip = client.substring(0, client.lastIndexOf(':'));
        return ip.startsWith("[") ? ip.substring(1, ip.length() - 1) : ip;
    }

    private static List<Evidence> evidence(BpfFlow.Normal entry, AddressFact service, BpfScene with) {
        var scene = with.scene();
        var lines = new ArrayList<Evidence>();
        lines.add(new Evidence(
                "the entry is of type Normal: " + scene.address().text() + " itself is its far end", entry.first()));
        lines.add(new Evidence("a packet still passed it at " + entry.lastPacket(), entry.latest()));
        with.frontend()
                .ifPresent(row -> lines.add(new Evidence(
                        "the node's NAT map has " + BpfScene.backends(row, service) + " backends for the address",
                        row.record())));
        lines.add(new Evidence(
                "service " + service.namespace() + "/" + service.name() + " has the address, and nodes translate it",
                service.service()));
        service.slice()
                .ifPresent(slice -> lines.add(new Evidence(
                        "a backend is ready since " + service.readySince().orElseThrow(), slice)));
        scene.vouching()
                .ifPresent(beat -> lines.add(new Evidence(
                        "the node missed nothing up to " + scene.now()
                                + ": no NAT entry of the client, no end of this one; "
                                + with.calico().text(),
                        beat)));
        return lines;
    }

    private BpfReport() {}
}

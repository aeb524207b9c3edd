/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.knownissue.KnownIssues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Words and evidence of a finding; advice only, because the remedy prevents the next loss and mends none. */
final class NodeLossReport {

    static final String RULE = "nodeloss";
    static final int VERSION = 1;

    static Finding open(Batch batch, Loss loss, boolean certain, Scene scene) {
        var service = batch.service();
        var lines = new ArrayList<Evidence>(loss.evidence());
        lines.add(new Evidence(
                "service " + service.namespace() + "/" + service.name() + " has the address"
                        + service.directReturn()
                                .filter(dsr -> batch.form() == Form.IPVS)
                                .map(dsr -> ", by " + dsr.method() + " and " + dsr.scheduler() + " on every node")
                                .orElse(""),
                service.service()));
        service.slice()
                .ifPresent(slice ->
                        lines.add(new Evidence("its backend is ready, on a node that is neither of the two", slice)));
        batch.listed().forEach(broken -> lines.addAll(lines(broken, scene)));
        var subject = new Subject(
                scene.cluster(),
                scene.node(),
                Optional.of(new Subject.Service(service.namespace(), service.name(), Optional.of(service.uid()))),
                Optional.empty(),
                scene.address().text(),
                Optional.of(
                        "clients of " + scene.lost() + " -> " + scene.address().text()),
                OptionalInt.empty());
        return new Finding(
                RULE,
                VERSION,
                subject,
                batch.listed().getFirst().reset().origin(),
                batch.form().text() + "-no-state",
                "Node " + scene.lost() + " " + loss.why() + "; its connections to " + service.namespace() + "/"
                        + service.name() + " came to node " + scene.node()
                        + ", which knew nothing of them and reset " + batch.clients() + ".",
                advice(batch, scene),
                certain ? Confidence.CERTAIN : Confidence.LIKELY,
                Severity.WARNING,
                false,
                new BlastRadius(0, batch.clients(), 2),
                Optional.empty(),
                false,
                loss.at(),
                scene.now(),
                List.of(new Transition(
                        FindingState.OPEN,
                        scene.now(),
                        "connections of a lost node were reset by another: " + batch.clients())),
                lines);
    }

    /** The same finding with clients that came later. */
    static Finding more(Finding open, Batch batch, List<Broken> sound, boolean certain, Scene scene) {
        var steps = new ArrayList<>(open.transitions());
        steps.add(new Transition(
                FindingState.OPEN, scene.now(), sound.size() + " more were reset, " + batch.clients() + " in all"));
        var lines = new ArrayList<>(open.evidence());
        sound.stream().filter(batch.listed()::contains).forEach(broken -> lines.addAll(lines(broken, scene)));
        return new Finding(
                open.rule(),
                open.ruleVersion(),
                open.subject(),
                open.epoch(),
                open.causeClass(),
                open.summary(),
                open.advice(),
                certain ? Confidence.CERTAIN : open.confidence(),
                open.severity(),
                open.misdelivery(),
                new BlastRadius(0, batch.clients(), 2),
                open.remedy(),
                open.eager(),
                open.brokenAt(),
                open.detectedAt(),
                steps,
                lines);
    }

    static Finding over(Finding open, Instant at) {
        return open.then(
                new Transition(
                        FindingState.EXPIRED,
                        at,
                        "no client of the lost node can come any more: hold time and RTO are over"),
                List.of());
    }

    private static List<Evidence> lines(Broken broken, Scene scene) {
        var lines = new ArrayList<Evidence>();
        lines.add(new Evidence(scene.lost() + " carried the connection of " + broken.client(), broken.row()));
        lines.add(new Evidence(scene.node() + " reset " + broken.client() + ": it has no socket", broken.reset()));
        broken.covering()
                .ifPresent(beat -> lines.add(new Evidence(
                        scene.node() + " missed nothing up to " + broken.at() + ": no SYN and no connection of "
                                + broken.client(),
                        beat)));
        return lines;
    }

    private static String advice(Batch batch, Scene scene) {
        var address = scene.address().text();
        return switch (batch.form()) {
            case NETFILTER -> loose(address);
            case IPVS ->
                switch (KnownIssues.SLOPPY_TCP.verdict(batch.kubeRouter())) {
                    case AFFECTED -> set(address, batch);
                    case NOT_AFFECTED -> report(address, batch.kubeRouter().orElse(""));
                    case UNKNOWN -> ask(address);
                };
        };
    }

    private static String set(String address, Batch batch) {
        var flags = batch.service()
                .directReturn()
                .map(dsr -> dsr.flags())
                .filter(known -> !known.isEmpty())
                .orElse("none");
        return """
            These connections are gone; the clients know by the reset. For the next loss: sysctl -w \
            net.ipv4.vs.sloppy_tcp=1 on every node that can receive %s, in the network namespace of kube-router. Before \
            that: scheduler mh with the same flags (%s) and the same destinations and weights on all nodes (ipvsadm -Sn), \
            forwarding by tunnel, kube-router below 2.6.0 (here %s). It is node-wide and touches every TCP service of \
            IPVS: an ACK flood fills the table, and mid-stream packets of services without mh go to a wrong pod, which \
            resets them. Undo: sysctl -w net.ipv4.vs.sloppy_tcp=0, and take it out of /etc/sysctl.d.\
            """.formatted(address, flags, batch.kubeRouter().orElse(""));
    }

    private static String report(String address, String version) {
        return """
            These connections are gone; the clients know by the reset. Do not set net.ipv4.vs.sloppy_tcp by hand: \
            kube-router from 2.6.0 on writes it itself while a service with tunnel and mh is there, and undoes what others \
            write (here %s). See on every node that can receive %s whether /proc/sys/net/ipv4/vs/sloppy_tcp is 1; if not, \
            look for "Failed to set IPVS sloppy TCP" in the log of its kube-router, and restart that: it writes once.\
            """.formatted(version, address);
    }

    private static String ask(String address) {
        return """
            These connections are gone; the clients know by the reset. The node does not tell the version of its \
            kube-router. From 2.6.0 on it owns net.ipv4.vs.sloppy_tcp: report that the value is not 1 on the nodes that can \
            receive %s. Below, an operator may set it; docs/detectors/nodeloss.md has the command and its preconditions.\
            """.formatted(address);
    }

    private static String loose(String address) {
        return """
            These connections are gone; the clients know by the reset. The service has one backend, so another node that \
            picks a connection up in its middle would choose the same: see whether net.netfilter.nf_conntrack_tcp_loose is \
            1 (the kernel's default) on every node that can receive %s, and set it if not: sysctl -w \
            net.netfilter.nf_conntrack_tcp_loose=1. It is node-wide: mid-stream packets of every TCP flow make entries \
            again. Useless once there are several backends: the next node chooses another one, which resets. Undo: the \
            value that was there before.\
            """.formatted(address);
    }

    private NodeLossReport() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Remedy;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.ownership.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Words, evidence and remedy of one case's finding.
 *
 * @param flows all of the case, in the order of their names
 */
record GhostFlowReport(GhostFlowRule rule, Case of, List<Flow> flows, Verdict.Ghost ghost, Scene scene) {

    static final String RULE = "ghostflow";
    static final int VERSION = 1;

    /** Two lines each; a finding is read by people. */
    private static final int FLOWS_IN_EVIDENCE = 10;

    private static final String ADVICE_ENTRIES = """
            Delete exactly these entries (conntrack -D with protocol, both ports and zone): the next packet meets \
            today's rules, which is another backend, or a refusal that the sender can see. kube-proxy 1.32 to 1.36 leaves \
            entries of a service without backends (kubernetes #139628, fixed for 1.37; #141371 for 1.38); it moves them \
            by itself when another backend is ready.\
            """;
    private static final String ADVICE_SOCKETS = """
            Destroy exactly these sockets (ss -K in the client's network namespace): the application gets ECONNABORTED and \
            connects anew. It cannot be undone. Without that a TCP client hangs for up to 15 minutes (tcp_retries2), and a \
            connected UDP socket until its process restarts (cilium #48096, #48244).\
            """;
    private static final String ADVICE_UNNAMED =
            " The service's slice names no pod behind the address (no targetRef), so look first at who should have it.";
    private static final String ADVICE_ANSWERED =
            " Answers come back from an address that has another owner: find out who answers before anything is done.";

    Finding open() {
        return finding(
                brokenAt(),
                scene.now(),
                List.of(new Transition(FindingState.OPEN, scene.now(), opening())),
                evidence());
    }

    /** An open finding, with who receives the packets now and what is left to mend. */
    Finding again(Finding before) {
        var lines = new ArrayList<>(before.evidence());
        if (ghost.isMisdelivery() && !before.misdelivery()) {
            ghost.stranger().ifPresent(stranger -> lines.add(taken(stranger)));
        }
        return finding(before.brokenAt(), before.detectedAt(), before.transitions(), lines);
    }

    private Finding finding(
            Instant brokenAt, Instant detectedAt, List<Transition> transitions, List<Evidence> evidence) {
        var certain = of.id().certainty() == Certainty.CERTAIN;
        return new Finding(
                RULE,
                VERSION,
                subject(),
                of.epoch(),
                causeClass(),
                summary(),
                advice(),
                certain ? Confidence.CERTAIN : Confidence.LIKELY,
                ghost.isMisdelivery() ? Severity.CRITICAL : Severity.WARNING,
                ghost.isMisdelivery(),
                new BlastRadius(0, flows.size(), 1),
                remedy(),
                false,
                brokenAt,
                detectedAt,
                transitions,
                evidence);
    }

    private Subject subject() {
        var service = of.id().service();
        var slash = service.indexOf('/');
        return new Subject(
                scene.cluster(),
                scene.node(),
                Optional.of(new Subject.Service(
                        service.substring(0, slash), service.substring(slash + 1), Optional.empty())),
                Optional.of(of.id().former()),
                scene.address(),
                Optional.empty(),
                OptionalInt.empty());
    }

    private String causeClass() {
        var outcome = ghost.isMisdelivery() ? "/misdelivery" : "/blackhole";
        return of.id().form().text()
                + switch (of.id().certainty()) {
                    case CERTAIN -> outcome;
                    case ANSWERED -> "/misdelivery-answered";
                    case UNNAMED -> outcome + "-unnamed";
                };
    }

    private String opening() {
        return ghost.isMisdelivery()
                ? "a stranger owns the address that the flows go to"
                : "nobody owns the address that the flows go to";
    }

    private String summary() {
        var end = ghost.former().until().orElseThrow();
        var now = ghost.stranger()
                .map(stranger -> "Pod " + stranger.pod() + " has the address since " + stranger.from()
                        + " and receives their packets.")
                .orElse("Nobody has the address, and their packets are lost.");
        return flows.size() + (flows.size() == 1 ? " flow" : " flows") + " on node " + scene.node() + " ("
                + of.id().form().text() + ") still " + (flows.size() == 1 ? "goes" : "go") + " to " + scene.address()
                + ", which pod " + ghost.former().pod() + ", a backend of service "
                + of.id().service()
                + ", lost at " + end.at() + ": " + end.why().words() + ". " + now;
    }

    private String advice() {
        var advice =
                of.id().form() == Form.UDP_ENTRY || of.id().form() == Form.SYN_ENTRY ? ADVICE_ENTRIES : ADVICE_SOCKETS;
        return switch (of.id().certainty()) {
            case CERTAIN -> advice;
            case ANSWERED -> advice + ADVICE_ANSWERED;
            case UNNAMED -> advice + ADVICE_UNNAMED;
        };
    }

    /** What is left of the case, up to the bound; only advice if nobody said whose backend it was. */
    private Optional<Remedy> remedy() {
        if (of.id().certainty() == Certainty.UNNAMED) {
            return Optional.empty();
        }
        var entries = new ArrayList<Remedy.EntryTarget>();
        var sockets = new ArrayList<Remedy.SocketTarget>();
        for (var flow : flows.subList(0, Math.min(rule.targets(), flows.size()))) {
            var seenAt = flow.last().time();
            switch (flow.target()) {
                case Target.Entry entry ->
                    entries.add(new Remedy.EntryTarget(
                            entry.zone(), entry.conntrackId(), entry.original(), entry.reply(), seenAt));
                case Target.Socket socket ->
                    sockets.add(new Remedy.SocketTarget(
                            socket.netns(), socket.cookie(), socket.original(), seenAt, socket.heard()));
            }
        }
        var target = flows.getFirst().target();
        var because = new Remedy.Because.OwnerGone(
                scene.address(),
                of.id().former(),
                ghost.former().until().orElseThrow().at(),
                of.id().certainty() == Certainty.ANSWERED);
        return Optional.of(new Remedy(target.protocol(), target.via(), because, entries, sockets));
    }

    /** From here on the first of them went astray. */
    private Instant brokenAt() {
        var gone = ghost.former().until().orElseThrow().at();
        var first = flows.stream()
                .map(flow -> flow.first().time())
                .min(Instant::compareTo)
                .orElse(gone);
        return first.isAfter(gone) ? first : gone;
    }

    private List<Evidence> evidence() {
        var former = ghost.former();
        var end = former.until().orElseThrow();
        var lines = new ArrayList<Evidence>();
        lines.add(new Evidence(
                "pod " + former.pod() + " (" + former.uid() + ") no longer owns " + scene.address() + ": "
                        + end.why().words(),
                end.record()));
        lines.add(new Evidence(backendWords(), ghost.backend().record()));
        ghost.stranger().ifPresent(stranger -> lines.add(taken(stranger)));
        for (var flow : flows.subList(0, Math.min(FLOWS_IN_EVIDENCE, flows.size()))) {
            lines.add(new Evidence(flowWords(flow), flow.first()));
            flow.proof().ifPresent(proof -> lines.add(new Evidence(proofWords(flow), proof)));
        }
        if (flows.size() > FLOWS_IN_EVIDENCE) {
            lines.add(new Evidence(
                    "and " + (flows.size() - FLOWS_IN_EVIDENCE) + " more flows like these",
                    flows.getLast().last()));
        }
        scene.vouching()
                .ifPresent(beat -> lines.add(new Evidence(
                        "the node missed nothing up to " + scene.now() + ": no answer and no end of a flow", beat)));
        return lines;
    }

    private String backendWords() {
        var named = ghost.backend().uid().isPresent() ? "the pod" : "the address, naming no pod,";
        return "service " + of.id().service() + " had " + named + " as a backend"
                + ghost.backend()
                        .removed()
                        .map(removed -> " until " + removed.at())
                        .orElse(" and still lists it");
    }

    private Evidence taken(Owner stranger) {
        return new Evidence(
                "pod " + stranger.pod() + " (" + stranger.uid() + ") owns " + scene.address() + " since "
                        + stranger.from() + ", and is no backend of the service",
                stranger.began());
    }

    private static String flowWords(Flow flow) {
        var tuple = Target.words(flow.target().original());
        return switch (flow.target()) {
            case Target.Entry entry ->
                "entry " + tuple + " in zone " + entry.zone() + " leads to "
                        + entry.reply().source() + (flow.replied() ? "" : ", unanswered");
            case Target.Socket socket ->
                "socket " + tuple + " in network namespace " + socket.netns() + " is connected to "
                        + socket.reply().source();
        };
    }

    private static String proofWords(Flow flow) {
        return switch (flow.form()) {
            case UDP_ENTRY -> "the sender still sends: the entry's end of life moved later between two reads";
            case SYN_ENTRY, CONNECTING -> "the client repeats its SYN along the entry and hears nothing";
            case HALF_OPEN -> "the socket retransmits, and nothing was acknowledged for the hold";
            case PINNED_SOCKET ->
                "its network namespace sends, and none of its sockets has heard anything for a second";
        };
    }
}

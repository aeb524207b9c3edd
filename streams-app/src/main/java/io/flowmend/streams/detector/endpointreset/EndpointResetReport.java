/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.knownissue.KnownIssues;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Words and evidence of a finding. */
final class EndpointResetReport {

    private static final int VERSION = 1;

    static Finding finding(List<StoredCase> refreshes, List<StoredCase> hits, Instant at, int listed) {
        var first = refreshes.stream()
                .min(Comparator.comparing((StoredCase each) -> rules(each).time())
                        .thenComparing(each -> rules(each).origin()))
                .orElseThrow();
        var why = Why.valueOf(first.word(Words.WHY).orElseThrow());
        var node = first.word(Words.NODE).orElseThrow();
        var uids = refreshes.stream().map(each -> pod(each).uid()).distinct().toList();
        var peers = (int) hits.stream()
                .map(each -> reset(each).origin().split(" ", 2)[0])
                .distinct()
                .count();
        var who = why.isOfNode() ? uids.size() + " pods" : "pod " + pod(first).pod();
        return new Finding(
                RefreshRule.NAME,
                VERSION,
                new Subject(
                        first.word(Words.CLUSTER).orElseThrow(),
                        node,
                        Optional.empty(),
                        why.isOfNode()
                                ? Optional.empty()
                                : Optional.of(pod(first).uid()),
                        why.isOfNode()
                                ? why.words()
                                : String.join(",", pod(first).addresses()),
                        Optional.empty(),
                        OptionalInt.empty()),
                rules(first).origin(),
                why.words(),
                "Connections of " + who + " on Windows node " + node
                        + " were reset when their rules were written again: " + why.reason() + ".",
                advice(why, first.word(Words.VERSION)),
                why == Why.UNKNOWN ? Confidence.LIKELY : Confidence.CERTAIN,
                Severity.WARNING,
                false,
                new BlastRadius(uids.size(), hits.size(), 1 + peers),
                Optional.empty(),
                false,
                hits.stream()
                        .map(each -> reset(each).time())
                        .min(Comparator.naturalOrder())
                        .orElse(at),
                at,
                List.of(new Transition(
                        FindingState.OPEN, at, hits.size() + " connections reset after rules were written")),
                evidence(refreshes, hits, why, listed));
    }

    private static String advice(Why why, Optional<String> version) {
        var issue = KnownIssues.CALICO_LABEL_RESET;
        var calico = switch (issue.verdict(version)) {
            case AFFECTED ->
                "Calico " + version.orElse("") + " has " + issue.citation()
                        + ": upgrade, with the node drained, because the agent's start resets connections too. ";
            case NOT_AFFECTED ->
                "Calico " + version.orElse("") + " does not write rules that are the same: these differed. ";
            case UNKNOWN ->
                "Which Calico runs is not known; before 3.31.0 it writes the same rules again: " + issue.citation()
                        + ". ";
        };
        var hold = why == Why.LABELS
                ? "Until then hold whoever writes labels on Windows pods (the audit log and managedFields name him). "
                : why.isOfNode() ? "" : "Change policies for Windows pods while their clients can reconnect. ";
        return calico + hold
                + "The pod does not notice the reset and goes on to send: let its clients reconnect, or restart the pod that"
                + " hangs. Do not restart calico-node on the node: it resets all of its pods.";
    }

    private static List<Evidence> evidence(List<StoredCase> refreshes, List<StoredCase> hits, Why why, int listed) {
        var lines = new ArrayList<Evidence>();
        refreshes.stream()
                .flatMap(each ->
                        each.mark(Words.CAUSE).stream().map(record -> new Evidence(why.reason() + what(each), record)))
                .distinct()
                .forEach(lines::add);
        for (var each : refreshes) {
            lines.add(new Evidence(
                    "rules of " + pod(each).pod() + " ("
                            + String.join(", ", pod(each).addresses()) + ") were written to HNS",
                    rules(each)));
        }
        if (why == Why.LABELS) {
            refreshes
                    .getFirst()
                    .mark(Words.BEAT)
                    .ifPresent(beat -> lines.add(new Evidence(
                            "the node missed nothing: no policy, profile, IP set or host address changed, and the agent"
                                    + " did not start",
                            beat)));
        }
        for (var hit : hits.subList(0, Math.min(listed, hits.size()))) {
            lines.add(new Evidence(
                    hit.word(Words.PEER).orElse("") + " received a reset from "
                            + hit.word(Words.FROM).orElse(""),
                    reset(hit)));
        }
        return lines.stream().distinct().collect(Collectors.toList());
    }

    private static String what(StoredCase refresh) {
        return refresh.word(Words.WHAT)
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + text)
                .orElse("");
    }

    private static RecordRef rules(StoredCase refresh) {
        return refresh.mark(Words.RULES).orElseThrow();
    }

    private static RecordRef reset(StoredCase hit) {
        return hit.mark(Words.RESET).orElseThrow();
    }

    private static PodSeen pod(StoredCase refresh) {
        return refresh.pod().orElseThrow();
    }

    private EndpointResetReport() {}
}

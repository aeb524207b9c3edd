/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Words and evidence of a finding about one pod. */
final class EndpointDelayReport {

    static final String RULE = "endpointdelay";
    static final int VERSION = 1;

    /** No annotation of a CNI: the plugin's patch was lost, or something rejects it (cause a). */
    static final String ANNOTATION = "annotation-missing";

    /** One endpoint alone does not tell. */
    static final String UNKNOWN = "unknown";

    static final String ADVICE = """
            Usually it heals when the agent hears of the pod. Do not delete the pod: the next one is programmed by the same \
            agent through the same Typha, and the cause is hidden. If several nodes of one Typha are late, delete that Typha \
            pod, no more than one; if all are, look at the API server; if one node is, look at the CPU of its calico-node.\
            """;

    private static final String ADVICE_ANNOTATION = """
            The pod has no annotation with its address: see whether the CNI plugin may patch pods, whether an admission \
            webhook drops annotations, and the plugin's log. The agent then learns the address only from the pod's status.\
            """;

    /** The route went, within the agent's grace period for what it does not know. */
    static Finding routeDeleted(Endpoint endpoint, RecordRef up, RecordRef gone, String link, Scene scene) {
        var age = Duration.between(up.time(), gone.time());
        var lines = basis(endpoint);
        lines.add(new Evidence("its link " + link + " came up", up));
        lines.add(new Evidence(
                "its route was deleted " + seconds(age) + " later, while it lived: the agent's grace period of 10 s for"
                        + " routes that it does not expect",
                gone));
        var step = new Transition(
                FindingState.OPEN, scene.now(), "route deleted " + seconds(age) + " after its link came up");
        if (endpoint.isOpen()) {
            return with(endpoint.finding().orElseThrow(), Severity.CRITICAL, Confidence.CERTAIN)
                    .then(step, lines.subList(lines.size() - 2, lines.size()));
        }
        var summary = "Pod " + endpoint.pod().pod() + " on node " + scene.node()
                + " lost its route: the agent had not heard of it " + seconds(age) + " after its link came up.";
        return open(
                endpoint,
                gone.origin(),
                summary,
                Confidence.CERTAIN,
                Severity.CRITICAL,
                gone.time(),
                step,
                lines,
                scene);
    }

    /** Nobody has told that it is programmed. */
    static Finding absent(Endpoint endpoint, NodeBeat beat, Duration after, boolean critical, Scene scene) {
        var running = endpoint.running().orElseThrow();
        var proof = new Evidence(
                "the node missed nothing up to " + scene.now()
                        + ": its agent has not handled the pod, and no endpoint-status file is there",
                beat.record());
        var step =
                new Transition(FindingState.OPEN, scene.now(), "running for " + seconds(after) + " and not programmed");
        var severity = critical ? Severity.CRITICAL : Severity.WARNING;
        if (endpoint.isOpen()) {
            var open = endpoint.finding().orElseThrow();
            return with(open, severity, open.confidence()).then(step, List.of(proof));
        }
        var lines = basis(endpoint);
        lines.add(proof);
        var summary = "Pod " + endpoint.pod().pod() + " on node " + scene.node() + " has been running for "
                + seconds(after) + " and its network is not programmed.";
        return open(
                endpoint, running.origin(), summary, Confidence.LIKELY, severity, running.time(), step, lines, scene);
    }

    static Finding programmed(Finding open, Endpoint.Proof proof, Scene scene) {
        var took = Duration.between(open.brokenAt(), proof.record().time());
        var step = new Transition(
                FindingState.HEALED_BY_OTHERS,
                scene.now(),
                "the agent programmed it, " + seconds(took.isNegative() ? Duration.ZERO : took) + " late");
        return open.then(step, List.of(new Evidence("it is programmed now", proof.record())));
    }

    static Finding routed(Finding open, RecordRef back, Scene scene) {
        var step = new Transition(FindingState.HEALED_BY_OTHERS, scene.now(), "its route is there again");
        return open.then(step, List.of(new Evidence("its route was made again", back)));
    }

    static Finding ended(Finding open, Endpoint endpoint, Scene scene) {
        var why = endpoint.pod().ended().orElse(endpoint.pod().deleting() ? "it is being deleted" : "it is exempt");
        var step = new Transition(FindingState.EXPIRED, scene.now(), "the pod ended unprogrammed: " + why);
        return open.then(
                step, List.of(new Evidence("the pod: " + why, endpoint.pod().record())));
    }

    static Finding untold(Finding open, Scene scene) {
        return open.then(
                new Transition(
                        FindingState.WITHDRAWN,
                        scene.now(),
                        "the node was not known for a while: whether the pod was programmed then cannot be told"),
                List.of());
    }

    private static Finding open(
            Endpoint endpoint,
            String epoch,
            String summary,
            Confidence confidence,
            Severity severity,
            Instant brokenAt,
            Transition step,
            List<Evidence> lines,
            Scene scene) {
        var annotated = endpoint.annotated().isPresent();
        return new Finding(
                RULE,
                VERSION,
                new Subject(
                        scene.cluster(),
                        scene.node(),
                        Optional.empty(),
                        Optional.of(endpoint.pod().uid()),
                        String.join(",", endpoint.pod().addresses()),
                        Optional.empty(),
                        OptionalInt.empty()),
                epoch,
                annotated ? UNKNOWN : ANNOTATION,
                summary,
                annotated ? ADVICE : ADVICE_ANNOTATION,
                confidence,
                severity,
                false,
                new BlastRadius(1, 0, 1),
                Optional.empty(),
                false,
                brokenAt,
                scene.now(),
                List.of(step),
                lines);
    }

    private static List<Evidence> basis(Endpoint endpoint) {
        var lines = new ArrayList<Evidence>();
        endpoint.attached().ifPresent(record -> lines.add(new Evidence("its CNI plugin finished", record)));
        endpoint.annotated()
                .or(endpoint::addressed)
                .ifPresent(record -> lines.add(new Evidence(
                        "pod " + endpoint.pod().pod() + " has the address "
                                + String.join(", ", endpoint.pod().addresses()),
                        record)));
        endpoint.running().ifPresent(record -> lines.add(new Evidence("it runs", record)));
        return lines;
    }

    static Finding with(Finding finding, Severity severity, Confidence confidence) {
        return new Finding(
                finding.rule(),
                finding.ruleVersion(),
                finding.subject(),
                finding.epoch(),
                finding.causeClass(),
                finding.summary(),
                finding.advice(),
                confidence,
                severity,
                finding.misdelivery(),
                finding.blast(),
                finding.remedy(),
                finding.eager(),
                finding.brokenAt(),
                finding.detectedAt(),
                finding.transitions(),
                finding.evidence());
    }

    /** {@code 10.2 s}. */
    static String seconds(Duration time) {
        return time.toMillis() / 1000 + "." + time.toMillis() % 1000 / 100 + " s";
    }

    private EndpointDelayReport() {}
}

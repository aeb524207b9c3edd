/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Words and evidence of one finding about many endpoints. */
final class StormReport {

    static Finding open(Cause cause, List<LateEndpoint> late, Instant at, int listed) {
        var first = late.getFirst().finding();
        return new Finding(
                EndpointDelayReport.RULE,
                EndpointDelayReport.VERSION,
                new Subject(
                        first.subject().cluster(),
                        cause.kind() == Cause.Kind.NODE ? cause.name() : "",
                        Optional.empty(),
                        Optional.empty(),
                        cause.text(),
                        Optional.empty(),
                        OptionalInt.empty()),
                first.epoch(),
                cause.kind().words(),
                summary(cause, late.size(), nodes(late)),
                cause.kind().advice(),
                Confidence.LIKELY,
                severity(late),
                false,
                new BlastRadius(late.size(), 0, nodes(late)),
                Optional.empty(),
                false,
                late.stream()
                        .map(each -> each.finding().brokenAt())
                        .min(Comparator.naturalOrder())
                        .orElse(at),
                at,
                List.of(new Transition(
                        FindingState.OPEN,
                        at,
                        late.size() + " endpoints on " + nodes(late) + " nodes: "
                                + cause.kind().why())),
                lines(late, listed));
    }

    /** More of the same cause. */
    static Finding more(Finding open, Cause cause, List<LateEndpoint> late, int nodes, Instant at, int listed) {
        var pods = open.blast().pods() + late.size();
        var step = new Transition(FindingState.OPEN, at, late.size() + " endpoints more, " + pods + " in all");
        var steps = new ArrayList<>(open.transitions());
        steps.add(step);
        var lines = new ArrayList<>(open.evidence());
        lines.addAll(lines(late, Math.max(0, listed - open.blast().pods())));
        return new Finding(
                open.rule(),
                open.ruleVersion(),
                open.subject(),
                open.epoch(),
                open.causeClass(),
                summary(cause, pods, nodes),
                open.advice(),
                open.confidence(),
                severity(late) == Severity.CRITICAL ? Severity.CRITICAL : open.severity(),
                open.misdelivery(),
                new BlastRadius(pods, 0, nodes),
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
                        FindingState.HEALED_BY_OTHERS,
                        at,
                        "all " + open.blast().pods() + " endpoints are programmed or gone"),
                List.of());
    }

    static int nodes(List<LateEndpoint> late) {
        return (int) late.stream()
                .map(each -> each.finding().subject().node())
                .distinct()
                .count();
    }

    private static String summary(Cause cause, int pods, int nodes) {
        return pods + " pods on " + nodes + (nodes == 1 ? " node" : " nodes")
                + " run without a programmed network: " + cause.kind().why()
                + (cause.name().isEmpty() ? "." : " (" + cause.name() + ").");
    }

    private static Severity severity(List<LateEndpoint> late) {
        return late.stream().anyMatch(each -> each.finding().severity() == Severity.CRITICAL)
                ? Severity.CRITICAL
                : Severity.WARNING;
    }

    private static List<Evidence> lines(List<LateEndpoint> late, int listed) {
        var lines = new ArrayList<Evidence>();
        for (var each : late.subList(0, Math.min(listed, late.size()))) {
            var finding = each.finding();
            for (var line : finding.evidence()) {
                lines.add(new Evidence(
                        finding.subject().node() + ", " + finding.subject().address() + ": " + line.says(),
                        line.record()));
            }
        }
        return lines;
    }

    private StormReport() {}
}

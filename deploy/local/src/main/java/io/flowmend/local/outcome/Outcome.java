/* Licensed under Apache-2.0. */
package io.flowmend.local.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.streams.detector.Harmless;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a replay, one object a line, by time and then by id: the same whatever the order in which topics were read.
 *
 * @param lines of the kinds finding, command and harmless
 */
public record Outcome(List<ObjectNode> lines) {

    public Outcome {
        lines = List.copyOf(lines);
    }

    private record Timed(Instant at, String id, ObjectNode line) {}

    public static Outcome of(Said said, TimeForm times) {
        var findings = new LinkedHashMap<String, Finding>();
        said.findings().forEach(finding -> findings.put(finding.getId(), finding));
        var results = said.results().stream()
                .collect(Collectors.toMap(RemediationResult::getCommandId, result -> result, (_, later) -> later));
        var form = new OutcomeLine(times);
        var timed = new ArrayList<Timed>();
        findings.values()
                .forEach(finding -> timed.add(new Timed(finding.getDetectedAt(), finding.getId(), form.of(finding))));
        said.commands().forEach(command -> {
            var finding = findings.get(command.getFindingId());
            if (finding != null) {
                timed.add(new Timed(
                        command.getIssuedAt(),
                        command.getId(),
                        form.of(command, finding, results.get(command.getId()))));
            }
        });
        harmless(said, findings)
                .forEach((subject, judged) -> timed.add(new Timed(judged.at(), subject, form.of(judged))));
        return new Outcome(timed.stream()
                .sorted(Comparator.comparing(Timed::at).thenComparing(Timed::id))
                .map(Timed::line)
                .toList());
    }

    /** Of each flow that never was in a finding of the rule, the last judgement, with the first time that it was so. */
    private static Map<String, Harmless> harmless(Said said, Map<String, Finding> findings) {
        var last = new LinkedHashMap<String, Harmless>();
        said.harmless().stream()
                .distinct() // a transaction that was done again judges again
                .sorted(Comparator.comparing(Harmless::at)) // stable
                .forEach(now -> last.merge(
                        subject(now), now, (before, later) -> before.reason().equals(later.reason()) ? before : later));
        var found = new HashSet<String>();
        findings.values().forEach(finding -> found.add(subject(finding)));
        said.harmless().stream()
                .filter(judged -> judged.reason().equals(Harmless.NO_LONGER))
                .forEach(judged -> found.add(subject(judged)));
        last.keySet().removeIf(found::contains);
        return last;
    }

    private static String subject(Harmless harmless) {
        var subject = harmless.subject();
        return String.join(
                "|",
                harmless.rule(),
                subject.node(),
                subject.flow().orElse(subject.address()),
                subject.zone().isPresent() ? Integer.toString(subject.zone().getAsInt()) : "");
    }

    private static String subject(Finding finding) {
        var subject = finding.getSubject();
        return String.join(
                "|",
                finding.getRule(),
                String.valueOf(subject.getNode()),
                String.valueOf(subject.getFlow() == null ? subject.getAddress() : subject.getFlow()),
                subject.getZone() == null ? "" : subject.getZone().toString());
    }
}

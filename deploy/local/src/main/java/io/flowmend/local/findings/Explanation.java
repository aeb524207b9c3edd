/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.schemas.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Everything about one finding, most urgent first: what is wrong, what to do, and then why one may believe it. */
public final class Explanation {

    /** Of a finding for which nothing is decided, as in a demonstration. */
    public static String of(Finding finding) {
        return String.join("\n", lines(finding, List.of()));
    }

    public static String of(Finding finding, Remediation remediation) {
        return String.join("\n", lines(finding, remediation.lines()));
    }

    private static List<String> lines(Finding finding, List<String> remediation) {
        var lines = new ArrayList<String>();
        lines.add(finding.getState() + "  " + finding.getSeverity() + "  " + finding.getRule() + " v"
                + finding.getRuleVersion() + "  ("
                + finding.getConfidence().name().toLowerCase(java.util.Locale.ROOT)
                + ")");
        lines.add(finding.getSummary());
        section(lines, "What to do", List.of(finding.getAdvice()));
        section(lines, "About", about(finding));
        section(lines, "Times (UTC)", times(finding));
        section(lines, "Life cycle", lifeCycle(finding));
        if (!remediation.isEmpty()) {
            section(lines, "Remediation", remediation);
        }
        section(lines, "Evidence", evidence(finding));
        section(lines, "Id", List.of(finding.getId(), "opened by " + finding.getEpoch()));
        return lines;
    }

    private static List<String> about(Finding finding) {
        var lines = new ArrayList<String>();
        lines.add(named("cluster", finding.getCluster()));
        Wording.parts(finding.getSubject()).forEach((name, value) -> lines.add(named(name, value)));
        lines.add(named("cause", finding.getCauseClass()));
        var blast = finding.getBlast();
        lines.add(named(
                "touches", blast.getPods() + " pods, " + blast.getFlows() + " flows, " + blast.getNodes() + " nodes"));
        return lines;
    }

    private static List<String> times(Finding finding) {
        var lines = new ArrayList<String>();
        var broken = finding.getBrokenAt();
        lines.add(named("broken", Wording.time(broken)));
        lines.add(named("detected", after(finding.getDetectedAt(), broken)));
        var ended = finding.getEndedAt();
        lines.add(named("ended", ended == null ? "not yet" : after(ended, broken)));
        return lines;
    }

    private static List<String> lifeCycle(Finding finding) {
        return finding.getTransitions().stream()
                .map(step -> Wording.time(step.getAt()) + "  " + step.getState() + ": " + step.getReason())
                .toList();
    }

    private static List<String> evidence(Finding finding) {
        return finding.getEvidence().stream()
                .map(item -> Wording.time(item.getEventTime()) + "  " + item.getSays() + "\n      " + item.getTopic()
                        + "-" + item.getPartition() + "@" + item.getOffset() + "  " + item.getOrigin())
                .toList();
    }

    private static String after(Instant time, Instant broken) {
        return Wording.time(time) + "  (" + Wording.duration(Duration.between(broken, time)) + " after it broke)";
    }

    private static String named(String name, String value) {
        return String.format(java.util.Locale.ROOT, "%-12s %s", name, value);
    }

    private static void section(List<String> lines, String title, List<String> content) {
        lines.add("");
        lines.add(title);
        content.forEach(line -> lines.add("  " + line));
    }

    private Explanation() {}
}

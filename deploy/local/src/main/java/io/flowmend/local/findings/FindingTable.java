/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.schemas.finding.Finding;
import java.util.List;
import java.util.Objects;

/** One line for each finding. The id is last: it may be long, and it is what {@code explain} takes. */
public final class FindingTable {

    private static final List<String> HEAD =
            List.of("STATE", "SEVERITY", "RULE", "BROKEN SINCE", "LASTED", "NODE", "SUBJECT", "ID");

    public static String of(List<Finding> findings) {
        var rows = new java.util.ArrayList<List<String>>();
        rows.add(HEAD);
        findings.forEach(finding -> rows.add(row(finding)));
        return Columns.of(rows);
    }

    /** The same without alignment, for findings that come one by one. */
    public static String line(Finding finding) {
        return String.join("  ", row(finding));
    }

    private static List<String> row(Finding finding) {
        var ended = finding.getEndedAt();
        return List.of(
                finding.getState().name(),
                finding.getSeverity().name(),
                finding.getRule(),
                Wording.time(finding.getBrokenAt()),
                ended == null ? "still" : Wording.duration(java.time.Duration.between(finding.getBrokenAt(), ended)),
                Objects.requireNonNullElse(finding.getSubject().getNode(), "-"),
                Wording.subject(finding),
                finding.getId());
    }

    private FindingTable() {}
}

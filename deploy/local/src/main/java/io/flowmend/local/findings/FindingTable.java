/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.schemas.finding.Finding;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One line for each finding. The id is last: it may be long, and it is what {@code explain} takes. */
public final class FindingTable {

    private static final List<String> HEAD =
            List.of("STATE", "SEVERITY", "RULE", "BROKEN SINCE", "LASTED", "NODE", "SUBJECT", "ID");

    public static String of(List<Finding> findings) {
        var rows = new java.util.ArrayList<List<String>>();
        rows.add(HEAD);
        findings.forEach(finding -> rows.add(row(finding)));
        var widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
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

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private FindingTable() {}
}

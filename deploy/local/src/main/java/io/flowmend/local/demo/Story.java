/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import io.flowmend.local.findings.Columns;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has come of a scenario so far: of each finding the last state, its last command and what the executor said of that. */
public final class Story {

    /** The executor has said nothing of the command. */
    private static final String UNANSWERED = "UNANSWERED";
    /** Numbers of the articles that the incidents are known by. */
    private static final Map<String, String> INCIDENTS = Map.of(
            "endpointreset", "000", "ipconflict", "001", "endpointdelay", "002", "stalenat", "003", "nodeloss", "004");

    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<String, RemediationCommand> commands = new LinkedHashMap<>();
    private final Map<String, RemediationResult> results = new LinkedHashMap<>();

    void take(News news) {
        news.findings().forEach(finding -> findings.put(finding.getId(), finding));
        news.commands().forEach(command -> commands.put(command.getFindingId(), command));
        news.results().forEach(result -> results.put(result.getCommandId(), result));
    }

    List<Expected> come() {
        return findings.values().stream()
                .map(finding -> Expected.of(finding, remedy(finding)))
                .toList();
    }

    /** One line for each finding: what it is, why, what was ordered and what became of it. */
    public String table() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("INCIDENT", "FINDING", "CAUSE", "COMMAND", "OUTCOME"));
        findings.values()
                .forEach(finding -> rows.add(List.of(
                        INCIDENTS.getOrDefault(finding.getRule(), "-"),
                        finding.getId(),
                        finding.getCauseClass(),
                        command(finding)
                                .map(RemediationCommand::getId)
                                .orElseGet(() -> finding.getRemedy() == null ? "advice" : "-"),
                        outcome(finding))));
        return Columns.of(rows);
    }

    private String outcome(Finding finding) {
        return finding.getState() + (finding.getRemedy() == null ? "" : ", remedy " + remedy(finding));
    }

    private Optional<RemediationCommand> command(Finding finding) {
        return Optional.ofNullable(commands.get(finding.getId()));
    }

    private String remedy(Finding finding) {
        return command(finding)
                .map(command -> Optional.ofNullable(results.get(command.getId()))
                        .map(result -> result.getStatus().name())
                        .orElse(UNANSWERED))
                .orElse(finding.getRemedy() == null ? Expected.ADVICE : Expected.NOTHING);
    }
}

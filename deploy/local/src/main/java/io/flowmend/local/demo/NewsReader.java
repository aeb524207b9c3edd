/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.findings.FindingReader;
import io.flowmend.local.findings.RecordReader;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import java.util.ArrayList;

/** Findings, decisions, commands and results of a platform as they come. */
final class NewsReader implements AutoCloseable {

    private final RecordReader<RemediationResult> results;
    private final RecordReader<RemediationCommand> commands;
    private final RecordReader<Decision> decisions;
    private final FindingReader findings;

    NewsReader(KafkaSettings kafka) {
        this.results = new RecordReader<>(kafka, Topics.RESULTS, RemediationResult.class);
        this.commands = new RecordReader<>(kafka, Topics.COMMANDS, RemediationCommand.class);
        this.decisions = new RecordReader<>(kafka, Topics.DECISIONS, Decision.class);
        this.findings = new FindingReader(kafka);
    }

    /** Waits a moment. Effects are read before their causes: what led to a result is there when the result is. */
    News next() {
        var told = results.toEnd();
        var ordered = commands.toEnd();
        var decided = decisions.toEnd();
        var found = new ArrayList<Finding>();
        findings.changes(found::add);
        return new News(found, decided, ordered, told);
    }

    @Override
    public void close() {
        results.close();
        commands.close();
        decisions.close();
        findings.close();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.local.demo.News;
import io.flowmend.local.findings.Decisions;
import io.flowmend.local.findings.Explanation;
import io.flowmend.local.findings.Targets;
import io.flowmend.local.platform.Progress;
import io.flowmend.local.replay.PlainJson;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tells what comes of a scenario while it comes. With JSON only the findings are on stdout. */
final class Narration implements Consumer<News> {

    private final Progress progress;
    private final boolean json;
    private final Map<String, Integer> steps = new HashMap<>();

    Narration(Progress progress, boolean json) {
        this.progress = progress;
        this.json = json;
    }

    @Override
    public void accept(News news) {
        news.findings().forEach(this::finding);
        news.decisions().forEach(decision -> progress.say("decision " + Decisions.line(decision)));
        news.commands().forEach(this::command);
        news.results().forEach(this::result);
    }

    /** The first state with all its evidence, later ones in a line. */
    private void finding(Finding finding) {
        var before = steps.put(finding.getId(), finding.getTransitions().size());
        if (json) {
            System.out.println(PlainJson.write(finding));
        } else if (before == null) {
            progress.say("finding");
            System.out.println(Explanation.of(finding).indent(10));
        } else if (before == finding.getTransitions().size()) {
            progress.say("finding " + finding.getId() + ", still " + finding.getState() + ": " + finding.getSummary());
        } else {
            step(finding);
        }
    }

    private void step(Finding finding) {
        var last = finding.getTransitions().getLast();
        var after = Duration.between(finding.getBrokenAt(), last.getAt()).toMillis();

        progress.say("finding " + finding.getId() + " is " + last.getState() + " after " + after + " ms: "
                + last.getReason());
    }

    private void command(RemediationCommand command) {
        progress.say("command " + command.getId() + " would " + Targets.words(command.getRemedy()) + " on node "
                + command.getNode());
    }

    private void result(RemediationResult result) {
        progress.say("outcome of " + result.getCommandId() + ": " + result.getStatus() + ", " + result.getReason());
        result.getItems()
                .forEach(item -> progress.say("  " + item.getOutcome() + " " + item.getTarget() + ": "
                        + item.getReason() + "; it read " + item.getBefore()));
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.local.outcome;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.local.findings.Targets;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.streams.detector.Harmless;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects of an outcome; {@code docs/scenarios.md} has their fields. */
record OutcomeLine(TimeForm times) {

    private static final String UNANSWERED = "UNANSWERED";

    ObjectNode of(Finding finding) {
        var node = line("finding", finding, finding.getState().name());
        node.put("id", finding.getId());
        var states = node.putArray("states");
        finding.getTransitions().forEach(step -> {
            // Another reason in the same state is no other state.
            if (states.isEmpty()
                    || !states.get(states.size() - 1)
                            .asText()
                            .equals(step.getState().name())) {
                states.add(step.getState().name());
            }
        });
        node.put("millis", millis(finding.getBrokenAt(), finding.getDetectedAt()));
        if (finding.getEndedAt() != null) {
            node.put("endedAt", times.text(finding.getEndedAt()));
        }
        node.put("severity", finding.getSeverity().name());
        node.put("confidence", finding.getConfidence().name());
        node.put("flows", finding.getBlast().getFlows());
        evidence(node, finding);
        return node;
    }

    ObjectNode of(RemediationCommand command, Finding finding, @Nullable RemediationResult result) {
        var state = result == null ? UNANSWERED : result.getStatus().name();
        var node = line("command", finding, state);
        node.put("id", command.getId());
        node.put("finding", finding.getId());
        node.put("attempt", command.getAttempt());
        node.put("action", command.getRemedy().getAction().name());
        node.put("does", Targets.words(command.getRemedy()));
        node.put("issuedAt", times.text(command.getIssuedAt()));
        node.put("millis", millis(finding.getBrokenAt(), command.getIssuedAt()));
        evidence(node, finding);
        return node;
    }

    ObjectNode of(Harmless harmless) {
        var subject = harmless.subject();
        var node = JsonNodeFactory.instance.objectNode();
        node.put("kind", "harmless");
        node.put("rule", harmless.rule());
        node.put("state", "HARMLESS");
        node.put("subject", subject.flow().orElse(subject.address()));
        node.put("node", subject.node());
        node.put("cause", harmless.reason());
        node.put("detectedAt", times.text(harmless.at()));
        subject.zone().ifPresent(zone -> node.put("zone", zone));
        return node;
    }

    private ObjectNode line(String kind, Finding finding, String state) {
        var subject = finding.getSubject();
        var cause = finding.getCauseClass();
        var slash = cause.indexOf('/');
        var node = JsonNodeFactory.instance.objectNode();
        node.put("kind", kind);
        node.put("rule", finding.getRule());
        node.put("form", slash < 0 ? cause : cause.substring(0, slash));
        node.put("state", state);
        node.put(
                "subject",
                Stream.of(subject.getFlow(), subject.getAddress(), subject.getPodUid(), subject.getNode())
                        .flatMap(candidate -> Optional.ofNullable(candidate).stream())
                        .findFirst()
                        .orElse(""));
        node.put("node", Objects.requireNonNullElse(subject.getNode(), ""));
        if (subject.getServiceName() != null) {
            node.put("service", subject.getServiceNamespace() + "/" + subject.getServiceName());
        }
        if (subject.getZone() != null) {
            node.put("zone", subject.getZone());
        }
        node.put("cause", cause);
        node.put("brokenAt", times.text(finding.getBrokenAt()));
        node.put("detectedAt", times.text(finding.getDetectedAt()));
        return node;
    }

    private void evidence(ObjectNode node, Finding finding) {
        var lines = node.putArray("evidence");
        finding.getEvidence()
                .forEach(evidence -> lines.addObject()
                        .put("says", evidence.getSays())
                        .put("origin", evidence.getOrigin())
                        .put("topic", evidence.getTopic())
                        .put("partition", evidence.getPartition())
                        .put("offset", evidence.getOffset())
                        .put("at", times.text(evidence.getEventTime())));
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}

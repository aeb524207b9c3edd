/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** What was decided, ordered and done about one finding. */
public record Remediation(
        List<Decision> decisions, List<RemediationCommand> commands, List<RemediationResult> results) {

    public Remediation {
        decisions = List.copyOf(decisions);
        commands = List.copyOf(commands);
        results = List.copyOf(results);
    }

    public static Remediation of(KafkaSettings kafka, String finding) {
        return new Remediation(
                read(
                                kafka,
                                Topics.DECISIONS,
                                Decision.class,
                                each -> each.getFindingId().equals(finding))
                        .stream()
                        .sorted(Comparator.comparing(Decision::getAt))
                        .toList(),
                read(
                                kafka,
                                Topics.COMMANDS,
                                RemediationCommand.class,
                                each -> each.getFindingId().equals(finding))
                        .stream()
                        .sorted(Comparator.comparingInt(RemediationCommand::getAttempt))
                        .toList(),
                read(
                                kafka,
                                Topics.RESULTS,
                                RemediationResult.class,
                                each -> each.getFindingId().equals(finding))
                        .stream()
                        .sorted(Comparator.comparing(RemediationResult::getAt))
                        .toList());
    }

    private static <T extends SpecificRecord> List<T> read(
            KafkaSettings kafka, Topic topic, Class<T> type, Predicate<T> mine) {
        try (var reader = new RecordReader<>(kafka, topic, type)) {
            return reader.toEnd().stream().filter(mine).toList();
        }
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        decisions.forEach(decision -> lines.add(Decisions.words(decision)));
        commands.forEach(command -> lines.add(Wording.time(command.getIssuedAt()) + "  command " + command.getId()
                + ", valid to " + Wording.time(command.getExpiresAt()) + ": " + command.getReason()));
        results.forEach(result -> lines.add(Wording.time(result.getAt()) + "  result of " + result.getCommandId() + ": "
                + result.getStatus() + ", " + result.getReason()));
        return lines.isEmpty() ? List.of("nothing was decided of it yet") : lines;
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.it.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.it.support.TopicSeen;
import io.flowmend.lab.process.Waiting;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.ResultStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What the executor answers to commands, as a subscriber sees it. */
final class Answers implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final TopicSeen<RemediationResult> results;

    Answers(KafkaSettings kafka) {
        results = TopicSeen.of(kafka, Topics.RESULTS, RemediationResult.class);
    }

    void await(String command, ResultStatus status) {
        if (!Waiting.holdsWithin(SOON, () -> of(command).stream().anyMatch(result -> result.getStatus() == status))) {
            throw new AssertionError(command + " did not become " + status + "; results: " + results.all());
        }
    }

    List<RemediationResult> of(String command) {
        return results.all().stream()
                .filter(result -> result.getCommandId().equals(command))
                .toList();
    }

    /** Of the one answer, which is a refusal. */
    String reason(String command) {
        assertThat(of(command)).singleElement().satisfies(result -> {
            assertThat(result.getStatus()).isEqualTo(ResultStatus.REFUSED);
            assertThat(result.getActedAt()).isNull();
        });
        return of(command).getFirst().getReason();
    }

    List<Long> micros(Function<RemediationResult, Duration> what, ResultStatus of) {
        return results.all().stream()
                .filter(result -> result.getStatus() == of)
                .sorted(Comparator.comparing(RemediationResult::getAt))
                .map(result -> what.apply(result).toNanos() / 1000)
                .toList();
    }

    @Override
    public void close() {
        results.close();
    }
}

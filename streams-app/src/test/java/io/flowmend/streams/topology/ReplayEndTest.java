/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.ResultStatus;
import io.flowmend.schemas.remediation.Verdict;
import io.flowmend.schemas.telemetry.ProxyKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay decides when every topic has ended, in the order of event time. */
class ReplayEndTest {

    @TempDir
    Path folder;

    private KeyFolder keys;

    @BeforeEach
    void keys() throws IOException {
        keys = new KeyFolder(folder.resolve("keys"));
        new KeyMaker(keys).make();
    }

    private static List<Topic> inputs() {
        return Topics.all().stream()
                .filter(topic -> topic.role() == Topic.Role.INPUT)
                .toList();
    }

    @Test
    void nothingIsDecidedBeforeEveryTopicHasEnded() throws Exception {
        try (var pipeline = start()) {
            // Given
            broken(pipeline);
            inputs().stream().filter(topic -> !topic.equals(Topics.RESULTS)).forEach(pipeline::end);
            assertThat(pipeline.findings()).isEmpty();
            assertThat(pipeline.decisions()).isEmpty();
            // When
            pipeline.end(Topics.RESULTS);
            // Then
            assertThat(pipeline.findings())
                    .extracting(Finding::getState)
                    .startsWith(FindingState.OPEN, FindingState.MENDING);
            assertThat(pipeline.commands())
                    .extracting(RemediationCommand::getIssuedAt)
                    .startsWith(at(6.1));
            assertThat(pipeline.deadLetters()).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsReadAfterMarksOfALaterTimeStillCountsAtItsOwn() throws Exception {
        // Given: the first command's result is due at 14.1 s
        RemediationCommand first;
        try (var pipeline = start()) {
            broken(pipeline);
            inputs().forEach(pipeline::end);
            first = pipeline.commands().getFirst();
            assertThat(pipeline.decisions()).extracting(Decision::getVerdict).contains(Verdict.UNANSWERED);
        }
        try (var pipeline = start()) {
            broken(pipeline);
            // When
            pipeline.result(first, ResultStatus.FAILED, "no permission", at(14));
            inputs().forEach(pipeline::end);
            // Then
            assertThat(pipeline.commands())
                    .extracting(RemediationCommand::getIssuedAt)
                    .containsExactly(at(6.1), at(14));
            assertThat(pipeline.decisions())
                    .extracting(Decision::getVerdict)
                    .containsExactly(Verdict.COMMAND, Verdict.COMMAND);
        }
    }

    private PipelineDriver start() throws Exception {
        return new PipelineDriver(
                UUID.randomUUID().toString(),
                folder.resolve("state " + UUID.randomUUID()),
                Map.of("planner.keys", keys.path().toString(), "planner.mode", "auto", "streams.replay", "true"));
    }

    /** Up to 20 s. */
    private static void broken(PipelineDriver pipeline) {
        var world = new World(pipeline);
        world.proxy(ProxyKind.NONE, null);
        world.known(0.5);
        world.brokenFlow();
        world.known(7);
        world.known(20);
    }
}

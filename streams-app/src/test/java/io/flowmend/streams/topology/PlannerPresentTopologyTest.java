/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.schemas.remediation.Answer;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.ResultStatus;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.ProxyKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever leads to a command: live it is issued in the present, also if nothing is commanded on arrival. */
class PlannerPresentTopologyTest {

    @TempDir
    Path folder;

    @Test
    void aFindingThatIsLongAgo() throws Exception {
        try (var pipeline = start("auto")) {
            pipeline.live(at(20));
            broken(pipeline);
            assertThat(command(pipeline).getIssuedAt()).isBetween(at(20), at(25));
        }
    }

    @Test
    void aWordAnExpiryAndAResultThatAreLongAgo() throws Exception {
        try (var pipeline = start("approve")) {
            // Given a word that was given at 9 and comes at 12
            var world = broken(pipeline);
            pipeline.live(at(12));
            pipeline.approval(pipeline.decisions().getFirst().getFindingId(), Answer.APPROVE, at(9));
            assertThat(command(pipeline).getIssuedAt()).isEqualTo(at(12));
            // When its expiry is read at 60
            pipeline.live(at(60));
            world.sees(14.05, FlowKind.REFRESHED);
            world.known(21);
            // Then
            var second = command(pipeline);
            assertThat(second.getIssuedAt()).isBetween(at(60), at(65));
            // And the same for a result of 61 that is read at 70
            pipeline.live(at(70));
            pipeline.result(second, ResultStatus.FAILED, "it is still there", at(61));
            assertThat(command(pipeline).getIssuedAt()).isEqualTo(at(70));
        }
    }

    private PipelineDriver start(String mode) throws Exception {
        var keys = new KeyFolder(folder.resolve("keys"));
        new KeyMaker(keys).make();
        return new PipelineDriver(
                UUID.randomUUID().toString(),
                folder.resolve("state"),
                Map.of(
                        "planner.keys",
                        keys.path().toString(),
                        "planner.mode",
                        mode,
                        "planner.attempts",
                        "3",
                        "streams.eager",
                        "false"));
    }

    private static World broken(PipelineDriver pipeline) {
        var world = new World(pipeline);
        world.proxy(ProxyKind.NONE, null);
        world.known(0.5);
        world.brokenFlow();
        world.known(7);
        return world;
    }

    private static RemediationCommand command(PipelineDriver from) {
        var commands = from.commands();
        assertThat(commands).hasSize(1);
        return commands.getFirst();
    }
}

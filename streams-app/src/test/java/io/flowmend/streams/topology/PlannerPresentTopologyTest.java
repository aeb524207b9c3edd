/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.remediation.Answer;
import io.flowmend.schemas.remediation.ResultStatus;
import io.flowmend.schemas.telemetry.FlowKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever leads to a command: live it is issued in the present, also if nothing is commanded on arrival. */
class PlannerPresentTopologyTest extends PlannerCase {

    @Test
    void aFindingThatIsLongAgo() throws Exception {
        var pipeline = start(Map.of());
        pipeline.live(at(20));
        broken();
        assertThat(command(pipeline).getIssuedAt()).isBetween(at(20), at(25));
    }

    @Test
    void aWordAnExpiryAndAResultThatAreLongAgo() throws Exception {
        // Given a word that was given at 9 and comes at 12
        var pipeline = start(Map.of("planner.mode", "approve", "planner.attempts", "3"));
        broken();
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

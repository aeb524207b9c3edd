/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.NODE;
import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.remediation.ResultStatus;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.ProxyKind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands that leave on arrival, before their proof in order. */
class PlannerEagerTopologyTest extends PlannerCase {

    @Test
    void anEagerCommandLeavesBeforeAnyHeartbeatOrMarkAndIsNotRepeatedOnceSettled() throws Exception {
        // Given
        var pipeline = start(Map.of("streams.eager", "true"));
        unreadyAndInUse(pipeline);
        assertThat(pipeline.commands()).isEmpty();
        // When
        world.slice(6, true, NODE);
        // Then
        var command = command(pipeline);
        assertThat(Duration.between(at(5.9), command.getIssuedAt())).isLessThan(Duration.ofSeconds(1));
        var eager = pipeline.findings();
        assertThat(eager).allMatch(Finding::getEager);
        world.known(7);
        world.known(8);
        assertThat(pipeline.commands()).isEmpty();
        var settled = pipeline.findings();
        assertThat(settled).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.getId()).isEqualTo(eager.getFirst().getId());
            assertThat(finding.getEager()).isFalse();
        });
        pipeline.result(command, ResultStatus.MENDED, "the entry is gone", at(8.1), PORT);
        ended(8.05, PORT);
        assertThat(states(pipeline.findings())).endsWith(FindingState.RESOLVED);
    }

    @Test
    void anEagerFindingThatNoSettledOneFollowsEndsByItsResultOrIsWithdrawn() throws Exception {
        var pipeline = start(Map.of("streams.eager", "true"));
        eagerOnly(pipeline);
        pipeline.result(command(pipeline), ResultStatus.MENDED, "the entry is gone", at(6.02), PORT);
        ended(6.01, PORT);
        assertThat(states(pipeline.findings()))
                .containsExactly(FindingState.OPEN, FindingState.MENDING, FindingState.RESOLVED);

        pipeline.close();
        var other = start(Map.of("streams.eager", "true"));
        eagerOnly(other);
        ended(6.01, PORT);
        world.known(20);
        assertThat(states(other.findings()))
                .containsExactly(FindingState.OPEN, FindingState.MENDING, FindingState.WITHDRAWN);
    }

    private void eagerOnly(PipelineDriver pipeline) {
        unreadyAndInUse(pipeline);
        world.slice(6, true, NODE);
    }

    private void unreadyAndInUse(PipelineDriver pipeline) {
        world.service(1, service -> {});
        world.slice(1.1, false, NODE);
        world.known(2);
        pipeline.live(at(5.9));
        world.sees(2.5, FlowKind.CREATED);
        world.sees(5, FlowKind.REFRESHED);
    }

    @Test
    void nothingIsCommandedOnArrivalUnlessModeIsAutoAndTheNodeHasNoProxy() throws Exception {
        var pipeline = start(Map.of("streams.eager", "true", "planner.mode", "approve"));
        eagerOnly(pipeline);
        assertThat(pipeline.commands()).isEmpty();
        assertThat(pipeline.findings()).isEmpty();

        pipeline.close();
        var other = start(Map.of("streams.eager", "true"));
        world.proxy(ProxyKind.KUBE_PROXY, null);
        eagerOnly(other);
        assertThat(other.commands()).isEmpty();
    }
}

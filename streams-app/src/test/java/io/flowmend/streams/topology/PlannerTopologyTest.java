/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.NODE;
import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.Ed25519;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.remediation.Action;
import io.flowmend.schemas.remediation.Answer;
import io.flowmend.schemas.remediation.Cause;
import io.flowmend.schemas.remediation.ResultStatus;
import io.flowmend.schemas.remediation.Verdict;
import io.flowmend.schemas.signing.CanonicalCommand;
import io.flowmend.schemas.telemetry.FlowKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the records of an un-NATed entry to the signed command and back to the finding's end. */
class PlannerTopologyTest extends PlannerCase {

    @Test
    void aFindingIsCommandedSignedAndResolvedOnceItWasSeenToBeMended() throws Exception {
        // Given
        var pipeline = start(Map.of());
        broken();
        var command = command(pipeline);
        assertThat(command.getRemedy().getAction()).isEqualTo(Action.DELETE_CONNTRACK_ENTRIES);
        assertThat(command.getRemedy().getCause()).isEqualTo(Cause.UNNATED);
        assertThat(command.getRemedy().getEntries().getFirst().getConntrackId()).isEqualTo(7);
        assertThat(command.getIssuedAt()).isEqualTo(at(6.1));
        assertThat(command.getExpiresAt()).isEqualTo(at(11.1));
        assertThat(Ed25519.verify(
                        keys.trusted(command.getKeyId()).orElseThrow(),
                        CanonicalCommand.bytes(command),
                        command.getSignature().array()))
                .isTrue();
        // When
        pipeline.result(command, ResultStatus.MENDED, "the entry is gone", at(7.1), PORT);
        assertThat(states(pipeline.findings())).containsExactly(FindingState.OPEN, FindingState.MENDING);
        ended(7.05, PORT);
        // Then
        assertThat(states(pipeline.findings())).containsExactly(FindingState.RESOLVED);
        assertThat(verdicts(pipeline.decisions())).containsExactly(Verdict.COMMAND);
        assertThat(pipeline.commands()).isEmpty();
    }

    @Test
    void aResultThatComesAfterTheEndStillClaimsIt() throws Exception {
        var pipeline = start(Map.of());
        broken();
        var command = command(pipeline);
        ended(7.05, PORT);
        assertThat(states(pipeline.findings()))
                .containsExactly(FindingState.OPEN, FindingState.MENDING, FindingState.HEALED_BY_OTHERS);
        pipeline.result(command, ResultStatus.MENDED, "the entry is gone", at(7.1), PORT);
        assertThat(states(pipeline.findings())).containsExactly(FindingState.RESOLVED);
    }

    @Test
    void whatAnotherProgramRemovedIsNotOurs() throws Exception {
        var pipeline = start(Map.of());
        broken();
        var command = command(pipeline);
        ended(7.05, 1);
        pipeline.result(command, ResultStatus.NOTHING_LEFT, "no such entry", at(7.1), PORT);
        assertThat(states(pipeline.findings()))
                .containsExactly(FindingState.OPEN, FindingState.MENDING, FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void aRefusalEndsIt() throws Exception {
        var pipeline = start(Map.of());
        broken();
        pipeline.result(command(pipeline), ResultStatus.REFUSED, "no NAT rule", at(7.1));
        assertThat(states(pipeline.findings()))
                .containsExactly(FindingState.OPEN, FindingState.MENDING, FindingState.REFUSED);
    }

    @Test
    void anUnansweredCommandIsRepeatedOnce() throws Exception {
        var pipeline = start(Map.of());
        broken();
        var first = command(pipeline);
        world.known(14);
        assertThat(pipeline.commands()).isEmpty();
        world.sees(14.05, FlowKind.REFRESHED);
        world.known(14.2);
        var second = command(pipeline);
        assertThat(second.getId()).isNotEqualTo(first.getId());
        assertThat(second.getAttempt()).isEqualTo(2);
        world.known(23);
        assertThat(verdicts(pipeline.decisions()))
                .containsExactly(
                        Verdict.COMMAND, Verdict.UNANSWERED, Verdict.COMMAND, Verdict.UNANSWERED, Verdict.NEVER);
        assertThat(pipeline.commands()).isEmpty();
    }

    @Test
    void byDefaultItIsOnlySaidWhatWouldHaveBeenDone() throws Exception {
        var pipeline = start(Map.of("planner.mode", "observe"));
        broken();
        ended(8, 1);
        assertThat(pipeline.commands()).isEmpty();
        var decisions = pipeline.decisions();
        assertThat(verdicts(decisions)).containsExactly(Verdict.WOULD_COMMAND, Verdict.LAPSED);
        assertThat(decisions.getLast().getReason())
                .startsWith("would have deleted 1 conntrack entry; healed by itself after 2.0 s");
    }

    @Test
    void aPersonsWordIsAwaitedAndFollowed() throws Exception {
        var pipeline = start(Map.of("planner.mode.namespace.default", "approve"));
        broken();
        var decision = pipeline.decisions().getFirst();
        assertThat(decision.getVerdict()).isEqualTo(Verdict.AWAIT_APPROVAL);
        pipeline.live(at(9));
        pipeline.approval(decision.getFindingId(), Answer.APPROVE, at(9));
        assertThat(command(pipeline).getIssuedAt()).isEqualTo(at(9));
    }

    @Test
    void aDeniedFindingIsNotCommandedAnyMore() throws Exception {
        var pipeline = start(Map.of("planner.mode.rule.stalenat", "approve"));
        broken();
        var id = pipeline.decisions().getFirst().getFindingId();
        pipeline.approval(id, Answer.DENY, at(9));
        pipeline.approval("stalenat-0000000000000000", Answer.APPROVE, at(9));
        world.known(10);
        assertThat(verdicts(pipeline.decisions())).containsExactly(Verdict.DENIED, Verdict.NEVER);
        assertThat(pipeline.commands()).isEmpty();
    }

    @Test
    void anOwnerMayOptOutOnServiceOrNamespace() throws Exception {
        var pipeline = start(Map.of());
        pipeline.namespace("default", Map.of("flowmend.io/remediation", "off"), at(0.6));
        broken();
        assertThat(pipeline.commands()).isEmpty();
        assertThat(pipeline.decisions().getFirst().getReason()).contains("namespace default opted out");

        pipeline.close();
        var other = start(Map.of());
        world.service(0.7, service -> service.setAnnotations(Map.of("flowmend.io/remediation", "off")));
        world.sees(2.5, FlowKind.CREATED);
        world.sees(5, FlowKind.REFRESHED);
        world.slice(6, true, NODE);
        world.known(7);
        assertThat(other.commands()).isEmpty();
        assertThat(other.decisions().getFirst().getReason()).contains("service default/traps opted out");
    }

    @Test
    void withoutAKeyNothingIsCommanded() throws Exception {
        var pipeline = start(Map.of("planner.keys", folder.resolve("none").toString()));
        broken();
        assertThat(pipeline.commands()).isEmpty();
        assertThat(pipeline.decisions().getFirst().getReason()).isEqualTo("no signing key");
    }
}

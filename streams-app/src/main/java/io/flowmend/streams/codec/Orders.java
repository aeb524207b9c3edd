/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.Answer;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.PlanMode;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.Verdict;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.planner.Approval;
import io.flowmend.streams.planner.Command;
import io.flowmend.streams.planner.Result;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** What the planner reads and writes, as the topics have it. */
public final class Orders {

    private static final String UNDO_ENTRIES =
            "not needed: the next packet makes a new entry by the rules of that moment";
    private static final String UNDO_SOCKETS = "not possible: the application gets ECONNABORTED and connects again";

    public static Result result(RemediationResult avro, RecordRef record) {
        return new Result(
                avro.getCommandId(),
                avro.getFindingId(),
                Result.Outcome.valueOf(avro.getStatus().name()),
                avro.getReason(),
                Set.copyOf(avro.getNetlinkPorts()),
                record);
    }

    public static Approval approval(io.flowmend.schemas.remediation.Approval avro, RecordRef record) {
        return new Approval(
                avro.getFindingId(),
                avro.getAnswer() == Answer.APPROVE,
                avro.getBy(),
                Optional.ofNullable(avro.getWhy()),
                record);
    }

    public static Decision decision(io.flowmend.streams.planner.Decision decision, boolean eager) {
        var finding = decision.finding();
        var service = finding.subject().service();
        return Decision.newBuilder()
                .setFindingId(finding.id())
                .setCluster(finding.subject().cluster())
                .setRule(finding.rule())
                .setNode(finding.subject().node())
                .setServiceNamespace(service.map(Subject.Service::namespace).orElse(null))
                .setServiceName(service.map(Subject.Service::name).orElse(null))
                .setMode(PlanMode.valueOf(decision.mode().name()))
                .setVerdict(Verdict.valueOf(decision.verdict().name()))
                .setReason(decision.reason())
                .setCommandId(decision.commandId().orElse(null))
                .setAttempt(decision.attempt())
                .setEager(eager)
                .setAt(decision.at())
                .build();
    }

    /** Of a finding that the planner does not know, or no longer. */
    public static Decision unknown(String cluster, Approval word) {
        return Decision.newBuilder()
                .setFindingId(word.findingId())
                .setCluster(cluster)
                .setRule("")
                .setMode(PlanMode.OBSERVE)
                .setVerdict(Verdict.NEVER)
                .setReason("no such finding, or it ended long ago; asked by " + word.by())
                .setAt(word.record().time())
                .build();
    }

    /** Unsigned: the signature is empty. */
    public static RemediationCommand command(Command command, String keyId) {
        var finding = command.finding();
        var service = finding.subject().service();
        return RemediationCommand.newBuilder()
                .setId(command.id())
                .setFindingId(finding.id())
                .setAttempt(command.attempt())
                .setRule(finding.rule())
                .setCluster(finding.subject().cluster())
                .setNode(finding.subject().node())
                .setServiceNamespace(service.map(Subject.Service::namespace).orElse(null))
                .setServiceName(service.map(Subject.Service::name).orElse(null))
                .setMode(ActMode.ACT)
                .setIssuedAt(command.issuedAt())
                .setExpiresAt(command.expiresAt())
                .setReason(command.reason())
                .setUndo(command.remedy().sockets().isEmpty() ? UNDO_ENTRIES : UNDO_SOCKETS)
                .setRemedy(Remedies.avro(command.remedy()))
                .setKeyId(keyId)
                .setSignature(ByteBuffer.allocate(0))
                .build();
    }

    private Orders() {}
}

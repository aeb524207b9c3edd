/* Licensed under Apache-2.0. */
package io.flowmend.remediation.codec;

import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.Action;
import io.flowmend.schemas.remediation.Cause;
import io.flowmend.schemas.remediation.EntryTarget;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.remediation.ResultStatus;
import io.flowmend.schemas.telemetry.Tuple;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Records of no command, to read and write once before the first true one. They are never sent. */
public final class Samples {

    public static RemediationCommand command() {
        var there = new Tuple("192.0.2.1", "192.0.2.2", 1, 1);
        var back = new Tuple("192.0.2.2", "192.0.2.1", 1, 1);
        return RemediationCommand.newBuilder()
                .setId("warm-up")
                .setFindingId("warm-up")
                .setAttempt(1)
                .setRule("warm-up")
                .setCluster("")
                .setNode("")
                .setMode(ActMode.DRY_RUN)
                .setIssuedAt(Instant.EPOCH)
                .setExpiresAt(Instant.EPOCH)
                .setReason("")
                .setUndo("")
                .setRemedy(Remedy.newBuilder()
                        .setAction(Action.DELETE_CONNTRACK_ENTRIES)
                        .setCause(Cause.UNNATED)
                        .setProtocol(17)
                        .setServiceAddress("192.0.2.2")
                        .setServicePort(1)
                        .setEntries(List.of(new EntryTarget(0, 1L, there, back, Instant.EPOCH)))
                        .build())
                .setKeyId("")
                .setSignature(ByteBuffer.allocate(0))
                .build();
    }

    public static RemediationResult result() {
        return RemediationResult.newBuilder()
                .setCommandId("")
                .setFindingId("")
                .setCluster("")
                .setNode("")
                .setAttempt(0)
                .setStatus(ResultStatus.REFUSED)
                .setMode(ActMode.DRY_RUN)
                .setReason("")
                .setAt(Instant.EPOCH)
                .setDurationMicros(0)
                .build();
    }

    private Samples() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.common.keys.Ed25519;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.remediation.codec.Orders;
import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.Action;
import io.flowmend.schemas.remediation.Cause;
import io.flowmend.schemas.remediation.EntryTarget;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.signing.CanonicalCommand;
import io.flowmend.schemas.telemetry.Tuple;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and verifies a command that nobody sent, until the classes of that way are loaded and compiled: the first signature of a
 * process takes a tenth of a second, and a flow would wait for it. It never comes near the pipeline.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** The interpreter hands over to the first compiler after 200 calls; one verification makes thousands. */
    private static final int TIMES = 20;

    static void run() {
        var begun = System.nanoTime();
        var pair = Ed25519.generate();
        var command = command();
        var bytes = CanonicalCommand.bytes(command);
        var signature = Ed25519.sign(pair.getPrivate(), bytes);
        for (var time = 0; time < TIMES; time++) {
            var seal = Orders.of(command).seal();
            if (!Ed25519.verify(pair.getPublic(), seal.coveredBytes(), signature)) {
                throw new IllegalStateException("this machine cannot verify an Ed25519 signature that it has made");
            }
        }
        LOG.atDebug()
                .addKeyValue(LogKeys.KIND, TIMES)
                .log("Warm after {} ms", (System.nanoTime() - begun) / 1_000_000);
    }

    private static RemediationCommand command() {
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

    private WarmUp() {}
}

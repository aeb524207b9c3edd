/* Licensed under Apache-2.0. */
package io.flowmend.remediation.support;

import io.flowmend.common.keys.Signer;
import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.node.NatAnswer;
import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.Action;
import io.flowmend.schemas.remediation.Cause;
import io.flowmend.schemas.remediation.EntryTarget;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.signing.CanonicalCommand;
import io.flowmend.schemas.telemetry.Tuple;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Commands about un-NATed entries towards 203.0.113.7:162/udp. */
public final class TestCommands {

    public static final NatAnswer RULE =
            new NatAnswer.LeadsTo(Set.of(new NatAnswer.Endpoint(Ip.parse("10.2.0.5"), 5_162)));

    /** The entry that the command's n-th target names. */
    public static Entry entry(int index) {
        var there = new FlowTuple(Ip.parse("10.1.0.2"), Ip.parse("203.0.113.7"), 5_000 + index, 162);
        var back = new FlowTuple(Ip.parse("203.0.113.7"), Ip.parse("10.1.0.2"), 162, 5_000 + index);
        return new Entry(new EntryKey(0, 17, there, back), 100 + index, 0, 29, null);
    }

    /** Not signed yet; lives five seconds. */
    public static RemediationCommand.Builder command(String id, int targets, Instant issuedAt) {
        var remedy = Remedy.newBuilder()
                .setAction(Action.DELETE_CONNTRACK_ENTRIES)
                .setCause(Cause.UNNATED)
                .setProtocol(17)
                .setServiceAddress("203.0.113.7")
                .setServicePort(162)
                .setEntries(IntStream.range(0, targets)
                        .mapToObj(index -> new EntryTarget(
                                0,
                                100L + index,
                                new Tuple("10.1.0.2", "203.0.113.7", 5_000 + index, 162),
                                new Tuple("203.0.113.7", "10.1.0.2", 162, 5_000 + index),
                                issuedAt))
                        .toList())
                .build();
        return RemediationCommand.newBuilder()
                .setId(id)
                .setFindingId("stalenat-1")
                .setAttempt(1)
                .setRule("stalenat")
                .setCluster("local")
                .setNode("node-a")
                .setMode(ActMode.ACT)
                .setIssuedAt(issuedAt)
                .setExpiresAt(issuedAt.plus(Duration.ofSeconds(5)))
                .setReason("a test")
                .setUndo("not needed")
                .setRemedy(remedy)
                .setKeyId("")
                .setSignature(ByteBuffer.allocate(0));
    }

    /** An entry whose packets go to the gone pod 10.2.0.9. */
    public static Entry entryTowardsGone() {
        var there = new FlowTuple(Ip.parse("10.1.0.2"), Ip.parse("203.0.113.7"), 6_000, 162);
        var back = new FlowTuple(Ip.parse("10.2.0.9"), Ip.parse("10.1.0.2"), 162, 6_000);
        return new Entry(new EntryKey(0, 17, there, back), 200, 0, 29, null);
    }

    /** About {@link #entryTowardsGone}. */
    public static RemediationCommand.Builder towardsGone(String id, boolean answered, Instant issuedAt) {
        var command = command(id, 1, issuedAt);
        return command.setRemedy(Remedy.newBuilder(command.getRemedy())
                .setCause(Cause.OWNER_GONE)
                .setAnswered(answered)
                .setGoneAddress("10.2.0.9")
                .setFormerOwner("uid-1")
                .setGoneSince(issuedAt.minusSeconds(2))
                .setEntries(List.of(new EntryTarget(
                        0,
                        200L,
                        new Tuple("10.1.0.2", "203.0.113.7", 6_000, 162),
                        new Tuple("10.2.0.9", "10.1.0.2", 162, 6_000),
                        issuedAt)))
                .build());
    }

    public static RemediationCommand signed(RemediationCommand.Builder command, Signer signer) {
        var unsigned = command.setKeyId(signer.keyId()).build();
        return RemediationCommand.newBuilder(unsigned)
                .setSignature(ByteBuffer.wrap(signer.sign(CanonicalCommand.bytes(unsigned))))
                .build();
    }

    private TestCommands() {}
}

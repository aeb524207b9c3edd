/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.common.keys.Ed25519;
import io.flowmend.common.keys.KeyState;
import io.flowmend.common.keys.Signer;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.codec.Orders;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.Order;
import io.flowmend.remediation.order.SocketTarget;
import io.flowmend.remediation.order.Target;
import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.Action;
import io.flowmend.schemas.remediation.Cause;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.signing.CanonicalCommand;
import io.flowmend.schemas.telemetry.Tuple;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes commands as the planner does, signed for good or by nobody known, and hands them over as the codec reads them. */
final class Commands {

    private final KeyPair pair = Ed25519.generate();
    private final String keyId = Ed25519.keyId(pair.getPublic());
    private final Signer good = new Signer(keyId, pair.getPrivate());
    private final Signer forger = new Signer(keyId, Ed25519.generate().getPrivate());

    KeyState state(String id) {
        return id.equals(keyId) ? new KeyState.Trusted(pair.getPublic()) : new KeyState.Unknown("no such key");
    }

    Order good(String id, Scenario scenario, List<? extends Target> targets, Instant issuedAt) {
        return order(id, Cast.NODE, scenario, targets, issuedAt, good);
    }

    Order forged(String id, Scenario scenario, List<? extends Target> targets, Instant issuedAt) {
        return order(id, Cast.NODE, scenario, targets, issuedAt, forger);
    }

    Order foreign(String id, Scenario scenario, List<? extends Target> targets, Instant issuedAt) {
        return order(id, "node-b", scenario, targets, issuedAt, good);
    }

    private static Order order(
            String id,
            String node,
            Scenario scenario,
            List<? extends Target> targets,
            Instant issuedAt,
            Signer signer) {
        var unsigned = RemediationCommand.newBuilder()
                .setId(id)
                .setFindingId("finding-of-" + id)
                .setAttempt(1)
                .setRule("race")
                .setCluster(Cast.CLUSTER)
                .setNode(node)
                .setMode(ActMode.ACT)
                .setIssuedAt(issuedAt)
                .setExpiresAt(issuedAt.plus(scenario.life()))
                .setReason("a race")
                .setUndo("not needed")
                .setRemedy(remedy(scenario.form(), targets, issuedAt))
                .setKeyId(signer.keyId())
                .setSignature(ByteBuffer.allocate(0))
                .build();
        var signature = signer.sign(CanonicalCommand.bytes(unsigned));
        return Orders.of(RemediationCommand.newBuilder(unsigned)
                .setSignature(ByteBuffer.wrap(signature))
                .build());
    }

    private static Remedy remedy(Scenario.Form form, List<? extends Target> targets, Instant seenAt) {
        var entries = new ArrayList<io.flowmend.schemas.remediation.EntryTarget>();
        var sockets = new ArrayList<io.flowmend.schemas.remediation.SocketTarget>();
        for (var target : targets) {
            switch (target) {
                case EntryTarget(var key, var id) ->
                    entries.add(new io.flowmend.schemas.remediation.EntryTarget(
                            key.zone(), id, tuple(key.original()), tuple(key.reply()), seenAt));
                case SocketTarget(var netns, var cookie, var _, var tuple, var heard) ->
                    sockets.add(new io.flowmend.schemas.remediation.SocketTarget(
                            netns, cookie, tuple(tuple), seenAt, heard.orElse(null)));
            }
        }
        var unNated = form == Scenario.Form.UNNATED;
        return Remedy.newBuilder()
                .setAction(form.isSocket() ? Action.DESTROY_SOCKETS : Action.DELETE_CONNTRACK_ENTRIES)
                .setCause(unNated ? Cause.UNNATED : Cause.OWNER_GONE)
                .setProtocol(Cast.protocol(form))
                .setServiceAddress(Cast.SERVICE.toString())
                .setServicePort(Cast.SERVICE_PORT)
                .setGoneAddress(unNated ? null : Cast.GONE.toString())
                .setFormerOwner(unNated ? null : Cast.OWNER)
                .setGoneSince(unNated ? null : seenAt.minus(Duration.ofSeconds(2)))
                .setEntries(entries)
                .setSockets(sockets)
                .build();
    }

    private static Tuple tuple(FlowTuple tuple) {
        return new Tuple(
                tuple.source().toString(), tuple.destination().toString(), tuple.sourcePort(), tuple.destinationPort());
    }
}

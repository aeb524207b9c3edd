/* Licensed under Apache-2.0. */
package io.flowmend.remediation.codec;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.GoneOwner;
import io.flowmend.remediation.order.Order;
import io.flowmend.remediation.order.Seal;
import io.flowmend.remediation.order.SocketTarget;
import io.flowmend.remediation.order.Task;
import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.signing.CanonicalCommand;
import io.flowmend.schemas.telemetry.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands as orders. */
public final class Orders {

    /** A remedy that does not fit together becomes a {@link Task.Impossible} that names the field: it is refused with these words. */
    public static Order of(RemediationCommand command) {
        return new Order(
                command.getId(),
                command.getFindingId(),
                command.getAttempt(),
                command.getCluster(),
                command.getNode(),
                command.getMode() != ActMode.ACT,
                command.getIssuedAt(),
                command.getExpiresAt(),
                task(command.getRemedy()),
                new Seal(
                        command.getKeyId(),
                        ByteBuffer.wrap(CanonicalCommand.bytes(command)),
                        command.getSignature().duplicate()),
                image(command));
    }

    /** Reads what {@link Order#image} kept; empty if another version wrote it. */
    public static Optional<Order> read(String image) {
        try {
            return Optional.of(of(RemediationCommand.fromByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(image)))));
        } catch (IOException | RuntimeException foreign) {
            return Optional.empty();
        }
    }

    private static String image(RemediationCommand command) {
        try {
            var bytes = command.toByteBuffer();
            var copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return Base64.getEncoder().encodeToString(copy);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Task task(Remedy remedy) {
        try {
            return switch (remedy.getAction()) {
                case DELETE_CONNTRACK_ENTRIES -> entries(remedy);
                case DESTROY_SOCKETS -> sockets(remedy);
                case ADVISE -> new Task.Impossible("remedy.action is ADVISE: there is nothing to do on a node");
            };
        } catch (IllegalArgumentException malformed) {
            return new Task.Impossible(String.valueOf(malformed.getMessage()));
        }
    }

    private static Task entries(Remedy remedy) {
        demand(!remedy.getEntries().isEmpty(), "remedy.entries is empty; at least one is needed");
        demand(remedy.getSockets().isEmpty(), "remedy.sockets must be empty for DELETE_CONNTRACK_ENTRIES");
        var address = new ServiceAddress(
                ip("remedy.serviceAddress", remedy.getServiceAddress()),
                port("remedy.servicePort", remedy.getServicePort()),
                remedy.getProtocol());
        var targets = remedy.getEntries().stream()
                .map(entry -> new EntryTarget(
                        new EntryKey(
                                entry.getZone(),
                                remedy.getProtocol(),
                                tuple("remedy.entries.original", entry.getOriginal()),
                                tuple("remedy.entries.reply", entry.getReply())),
                        entry.getConntrackId()))
                .toList();
        targets.forEach(target -> demand(
                target.key().towards().equals(address),
                "remedy.entries has one towards " + target.key().towards() + "; allowed is " + address));
        demand(targets.stream().distinct().count() == targets.size(), "remedy.entries names one entry twice");
        return switch (remedy.getCause()) {
            case UNNATED -> unNated(address, targets);
            case OWNER_GONE -> freed(address, gone(remedy), remedy.getAnswered(), targets);
            case UNKNOWN -> new Task.Impossible("remedy.cause is UNKNOWN to this version");
        };
    }

    private static Task unNated(ServiceAddress address, List<EntryTarget> targets) {
        demand(
                targets.stream().allMatch(target -> target.key().unNated()),
                "remedy.entries has one that is translated; cause UNNATED allows none");
        return new Task.MendUnNated(address, targets);
    }

    private static Task freed(ServiceAddress address, GoneOwner gone, boolean answered, List<EntryTarget> targets) {
        demand(
                targets.stream()
                        .allMatch(target -> target.key().reply().source().equals(gone.address())),
                "remedy.entries has one that does not lead to remedy.goneAddress " + gone.address());
        return new Task.FreeEntries(address, gone, answered, targets);
    }

    private static Task sockets(Remedy remedy) {
        demand(!remedy.getSockets().isEmpty(), "remedy.sockets is empty; at least one is needed");
        demand(remedy.getEntries().isEmpty(), "remedy.entries must be empty for DESTROY_SOCKETS");
        demand(
                remedy.getProtocol() == ServiceAddress.TCP || remedy.getProtocol() == ServiceAddress.UDP,
                "remedy.protocol is " + remedy.getProtocol() + "; allowed for sockets: 6, 17");
        var targets = remedy.getSockets().stream()
                .map(socket -> new SocketTarget(
                        socket.getNetns(),
                        socket.getCookie(),
                        remedy.getProtocol(),
                        tuple("remedy.sockets.tuple", socket.getTuple()),
                        Optional.ofNullable(socket.getHeard())))
                .toList();
        demand(targets.stream().distinct().count() == targets.size(), "remedy.sockets names one socket twice");
        return switch (remedy.getCause()) {
            case OWNER_GONE -> new Task.FreeSockets(gone(remedy), targets);
            case UNNATED -> new Task.Impossible("remedy.cause UNNATED is not a cause to destroy sockets");
            case UNKNOWN -> new Task.Impossible("remedy.cause is UNKNOWN to this version");
        };
    }

    private static GoneOwner gone(Remedy remedy) {
        var since = remedy.getGoneSince();
        demand(remedy.getFormerOwner() != null, "remedy.formerOwner is not set");
        demand(since != null, "remedy.goneSince is not set");
        return new GoneOwner(
                ip("remedy.goneAddress", remedy.getGoneAddress()), String.valueOf(remedy.getFormerOwner()), since);
    }

    private static FlowTuple tuple(String field, Tuple tuple) {
        return new FlowTuple(
                ip(field + ".source", tuple.getSource()),
                ip(field + ".destination", tuple.getDestination()),
                tuple.getSourcePort(),
                tuple.getDestinationPort());
    }

    private static Ip ip(String field, @Nullable String written) {
        try {
            return Ip.parse(String.valueOf(written));
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(field + " is '" + written + "'; allowed: an IP address", none);
        }
    }

    private static int port(String field, @Nullable Integer port) {
        if (port == null || port < 0 || port > 65_535) {
            throw new IllegalArgumentException(field + " is " + port + "; allowed: 0 to 65535");
        }
        return port;
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private Orders() {}
}

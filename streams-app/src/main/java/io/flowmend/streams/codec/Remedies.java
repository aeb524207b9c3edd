/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.remediation.Action;
import io.flowmend.schemas.remediation.Cause;
import io.flowmend.schemas.remediation.EntryTarget;
import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.remediation.SocketTarget;
import io.flowmend.schemas.telemetry.Tuple;
import io.flowmend.streams.detector.Remedy.Because;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Remedies as findings and commands carry them. */
final class Remedies {

    static Remedy avro(io.flowmend.streams.detector.Remedy remedy) {
        var avro = Remedy.newBuilder()
                .setAction(remedy.entries().isEmpty() ? Action.DESTROY_SOCKETS : Action.DELETE_CONNTRACK_ENTRIES)
                .setProtocol(remedy.protocol())
                .setServiceAddress(remedy.service().map(ServiceAddress::ip).orElse(null))
                .setServicePort(remedy.service().map(ServiceAddress::port).orElse(null))
                .setEntries(remedy.entries().stream()
                        .map(entry -> new EntryTarget(
                                entry.zone(),
                                entry.conntrackId(),
                                tuple(entry.original()),
                                tuple(entry.reply()),
                                entry.seenAt()))
                        .toList())
                .setSockets(remedy.sockets().stream()
                        .map(socket -> new SocketTarget(
                                socket.netns(),
                                socket.cookie(),
                                tuple(socket.tuple()),
                                socket.seenAt(),
                                socket.heard().orElse(null)))
                        .toList());
        return switch (remedy.because()) {
            case Because.Unnated() -> avro.setCause(Cause.UNNATED).build();
            case Because.OwnerGone(String address, String formerOwner, Instant since, boolean answered) ->
                avro.setCause(Cause.OWNER_GONE)
                        .setGoneAddress(address)
                        .setFormerOwner(formerOwner)
                        .setGoneSince(since)
                        .setAnswered(answered)
                        .build();
        };
    }

    static io.flowmend.streams.detector.Remedy remedy(Remedy avro) {
        var address = avro.getServiceAddress();
        var port = avro.getServicePort();
        return new io.flowmend.streams.detector.Remedy(
                avro.getProtocol(),
                address == null || port == null
                        ? Optional.empty()
                        : Optional.of(new ServiceAddress(address, port, avro.getProtocol())),
                because(avro),
                avro.getEntries().stream()
                        .map(entry -> new io.flowmend.streams.detector.Remedy.EntryTarget(
                                entry.getZone(),
                                entry.getConntrackId(),
                                tuple(entry.getOriginal()),
                                tuple(entry.getReply()),
                                entry.getSeenAt()))
                        .toList(),
                avro.getSockets().stream()
                        .map(socket -> new io.flowmend.streams.detector.Remedy.SocketTarget(
                                socket.getNetns(),
                                socket.getCookie(),
                                tuple(socket.getTuple()),
                                socket.getSeenAt(),
                                Optional.ofNullable(socket.getHeard())))
                        .toList());
    }

    private static Because because(Remedy avro) {
        return switch (avro.getCause()) {
            case UNNATED -> new Because.Unnated();
            case OWNER_GONE ->
                new Because.OwnerGone(
                        Objects.requireNonNull(avro.getGoneAddress()),
                        Objects.requireNonNull(avro.getFormerOwner()),
                        Objects.requireNonNull(avro.getGoneSince()),
                        avro.getAnswered());
            case UNKNOWN -> throw new IllegalArgumentException("cause is UNKNOWN; allowed: UNNATED, OWNER_GONE");
        };
    }

    static Tuple tuple(io.flowmend.streams.detector.Tuple tuple) {
        return new Tuple(tuple.source(), tuple.destination(), tuple.sourcePort(), tuple.destinationPort());
    }

    static io.flowmend.streams.detector.Tuple tuple(Tuple avro) {
        return new io.flowmend.streams.detector.Tuple(
                avro.getSource(), avro.getDestination(), avro.getSourcePort(), avro.getDestinationPort());
    }

    private Remedies() {}
}

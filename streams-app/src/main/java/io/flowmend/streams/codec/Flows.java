/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.detector.stalenat.Sighting;
import io.flowmend.streams.service.ServiceAddress;
import java.util.List;
import java.util.Optional;

/** Conntrack entries as nodes publish them. */
public final class Flows {

    /** IPS_SEEN_REPLY, bit 1 of the status (include/uapi/linux/netfilter/nf_conntrack_common.h). */
    private static final int SEEN_REPLY = 1 << 1;

    /** Whether it is an entry of netfilter's conntrack or a socket: what the address stage takes. */
    public static boolean isEntryOrSocket(FlowRecord flow) {
        return flow.getReset() == null && flow.getIpvs() == null && flow.getBpf() == null && flow.getBpfNat() == null;
    }

    /** @throws IllegalArgumentException if an address is none */
    public static ServiceAddress address(FlowRecord flow) {
        var original = flow.getOriginal();
        return new ServiceAddress(original.getDestination(), original.getDestinationPort(), flow.getProtocol());
    }

    /**
     * Keys of the address stage that the fact goes to: an entry to its service address, what goes to an address that
     * lost its owner also, and a socket only, to that address.
     *
     * @throws IllegalArgumentException if an address is none
     */
    public static List<String> subjects(FlowRecord flow) {
        var cluster = flow.getOrigin().getCluster();
        var reached =
                Subjects.address(cluster, ServiceAddress.normal(flow.getReply().getSource()));
        if (flow.getSocket() != null) {
            return List.of(reached);
        }
        var service = address(flow).key(cluster);
        return flow.getTowardsGone() ? List.of(service, reached) : List.of(service);
    }

    public static Sighting sighting(FlowRecord flow, RecordRef record) {
        var original = flow.getOriginal();
        var reply = flow.getReply();
        return new Sighting(
                kind(flow),
                ServiceAddress.endpoint(original.getSource(), original.getSourcePort()),
                flow.getZone(),
                flow.getConntrackId(),
                Remedies.tuple(original),
                Remedies.tuple(reply),
                isUnNatted(flow),
                (flow.getStatus() & SEEN_REPLY) != 0,
                flow.getToLocalAddress() && flow.getLocalListener(),
                Optional.ofNullable(flow.getEndOfLife()),
                Optional.ofNullable(flow.getRefreshedFrom()),
                Optional.ofNullable(flow.getAuthor())
                        .map(author ->
                                new Sighting.Author(author.getPortId(), Optional.ofNullable(author.getProgram()))),
                record);
    }

    /** The reply tuple is the address itself: nothing translated the flow. */
    public static boolean isUnNatted(FlowRecord flow) {
        var original = flow.getOriginal();
        var reply = flow.getReply();
        return reply.getSource().equals(original.getDestination())
                && reply.getSourcePort() == original.getDestinationPort();
    }

    private static Sighting.Kind kind(FlowRecord flow) {
        return switch (flow.getKind()) {
            case CREATED -> Sighting.Kind.CREATED;
            case SEEN, UPDATED, UNKNOWN, RESET -> Sighting.Kind.PRESENT;
            case REFRESHED -> Sighting.Kind.REFRESHED;
            case DESTROYED -> Sighting.Kind.DESTROYED;
            case GONE -> Sighting.Kind.GONE;
        };
    }

    private Flows() {}
}

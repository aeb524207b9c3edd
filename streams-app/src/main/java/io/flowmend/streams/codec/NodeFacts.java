/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.HnsEndpoint;
import io.flowmend.schemas.telemetry.Snapshot;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.Hns;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Programmed.How;
import io.flowmend.streams.node.NodeFact.Refresh.Why;
import io.flowmend.streams.node.NodeFact.Workload;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What nodes say of their endpoints, and of TCP resets. */
public final class NodeFacts {

    /** @throws IllegalArgumentException if a part that its kind needs is missing, or an address is none */
    public static NodeFact fact(EndpointRecord said, RecordRef record) {
        var kind = said.getKind();
        return switch (kind) {
            case WORKLOAD_APPLIED -> programmed(said, How.WORKLOAD_APPLIED, record);
            case STATUS_FILE_PRESENT -> programmed(said, How.STATUS_FILE, record);
            case WORKLOAD_STATUS -> status(said, record);
            case WORKLOAD_REMOVED, STATUS_FILE_REMOVED -> new NodeFact.Unprogrammed(workload(said), record);
            case RULES_APPLIED, RULES_UNCHANGED ->
                new NodeFact.Rules(
                        workload(said),
                        kind == EndpointKind.RULES_APPLIED,
                        Optional.ofNullable(said.getHns()).map(NodeFacts::id),
                        addresses(said),
                        record);
            case POLICY_APPLIED, POLICY_REMOVED -> refresh(Why.POLICY, said, record);
            case PROFILE_APPLIED -> refresh(Why.PROFILE, said, record);
            case IP_SET_CHANGED -> refresh(Why.IP_SET, said, record);
            case HOST_ADDRESSES_CHANGED -> refresh(Why.HOST_ADDRESSES, said, record);
            case AGENT_STARTED, AGENT_IN_SYNC -> refresh(Why.AGENT_START, said, record);
            case ROUTE_ADDED, ROUTE_MOVED -> {
                var route = part(said.getRoute(), "route", kind);
                yield new NodeFact.RouteHere(
                        ServiceAddress.normal(route.getDestination()), route.getInterface$(), record);
            }
            case ROUTE_REMOVED -> {
                var route = part(said.getRoute(), "route", kind);
                yield new NodeFact.RouteGone(
                        ServiceAddress.normal(route.getDestination()), route.getInterface$(), record);
            }
            case LINK_UP -> new NodeFact.LinkUp(part(said.getInterface$(), "interface", kind), record);
            case LINK_DOWN, LINK_REMOVED ->
                new NodeFact.LinkGone(part(said.getInterface$(), "interface", kind), record);
            case HNS_CREATED, HNS_UPDATED -> new NodeFact.HnsHere(hns(said), record);
            case HNS_REMOVED -> new NodeFact.HnsGone(id(part(said.getHns(), "hns", kind)), record);
            case PROXY_DELETED_HNS -> new NodeFact.ProxyDeleted(id(part(said.getHns(), "hns", kind)), record);
            case CNI_ADDED ->
                new NodeFact.CniAdded(
                        workload(said),
                        addresses(said),
                        Optional.ofNullable(said.getHns()).map(NodeFacts::id),
                        record);
            case CNI_REMOVED -> new NodeFact.CniRemoved(workload(said), record);
            case TYPHA_CONNECTED, TYPHA_DISCONNECTED ->
                new NodeFact.TyphaLink(
                        part(said.getTypha(), "typha", kind).getInstance(),
                        kind == EndpointKind.TYPHA_CONNECTED,
                        record);
            case SNAPSHOT_ENDED ->
                new NodeFact.DumpEnded(
                        said.getCovers(), began(said.getSnapshot()).orElse(record.time()), record);
            case UNKNOWN -> new NodeFact.Other(record);
        };
    }

    /** Of a record of a flow: a reset, or nothing of a node's. */
    public static NodeFact fact(FlowRecord flow, RecordRef record) {
        var reset = flow.getReset();
        if (reset == null) {
            return new NodeFact.Other(record);
        }
        var millis = reset.getEstablished();
        var tuple = Remedies.tuple(flow.getOriginal());
        ServiceAddress.normal(tuple.source());
        ServiceAddress.normal(tuple.destination());
        return new NodeFact.Reset(
                reset.getSent(),
                tuple,
                Optional.ofNullable(reset.getReason()),
                Optional.ofNullable(reset.getState()),
                millis == null ? OptionalLong.empty() : OptionalLong.of(millis),
                record);
    }

    private static NodeFact programmed(EndpointRecord said, How how, RecordRef record) {
        return new NodeFact.Programmed(workload(said), how, said.getSnapshot() != null, record);
    }

    private static NodeFact status(EndpointRecord said, RecordRef record) {
        var up = part(said.getWorkload(), "workload", said.getKind()).getUp();
        return Boolean.TRUE.equals(up) ? programmed(said, How.WORKLOAD_UP, record) : new NodeFact.Other(record);
    }

    private static NodeFact refresh(Why why, EndpointRecord said, RecordRef record) {
        var policy = said.getPolicy();
        return new NodeFact.Refresh(why, policy == null ? "" : policy.getKind() + " " + policy.getName(), record);
    }

    private static Workload workload(EndpointRecord said) {
        var workload = part(said.getWorkload(), "workload", said.getKind());
        return new Workload(workload.getNamespace(), workload.getPod());
    }

    private static Hns hns(EndpointRecord said) {
        var hns = part(said.getHns(), "hns", said.getKind());
        return new Hns(
                id(hns),
                hns.getName(),
                hns.getNetwork(),
                hns.getType(),
                hns.getRemote(),
                hns.getState(),
                Optional.ofNullable(hns.getAttached()),
                addresses(said));
    }

    /** kube-proxy writes ids in upper case, HNS in either. */
    private static String id(HnsEndpoint hns) {
        return hns.getId().toLowerCase(Locale.ROOT);
    }

    /** Normalised. */
    public static List<String> addresses(EndpointRecord said) {
        return said.getAddresses().stream().map(ServiceAddress::normal).toList();
    }

    private static <T> T part(@Nullable T part, String name, EndpointKind kind) {
        if (part == null) {
            throw new IllegalArgumentException(name + " is null; a record of kind " + kind + " needs it");
        }
        return part;
    }

    /** Empty for a dump that was read at one instant, which does not say so. */
    private static Optional<Instant> began(@Nullable Snapshot dump) {
        return Optional.ofNullable(dump).map(Snapshot::getLow);
    }

    private NodeFacts() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.IpvsSeen;
import io.flowmend.schemas.telemetry.ResetSeen;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.nodeloss.Form;
import io.flowmend.streams.detector.nodeloss.Heard;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What nodes publish of TCP connections to service addresses, as far as the loss of a node concerns it. */
public final class NodeLossFlows {

    private static final String NO_SOCKET = "NO_SOCKET";
    private static final String ESTABLISHED = "ESTABLISHED";
    private static final String MAGLEV = "mh";
    private static final String TUNNEL = "Tunnel";

    /** TCP_CONNTRACK_ESTABLISHED (nf_conntrack_tcp.h). */
    private static final int CONNTRACK_ESTABLISHED = 3;

    /** nf_conntrack_tcp_timeout_established of the kernel: an entry that tells none lives so long. */
    private static final Duration CONNTRACK_TIMEOUT = Duration.ofDays(5);

    /**
     * The service address that it is about.
     *
     * @return empty if the detector does not need it
     * @throws IllegalArgumentException if an address is none
     */
    public static Optional<String> subject(FlowRecord flow) {
        if (flow.getProtocol() != ServiceAddress.TCP || flow.getSocket() != null || BpfFlows.isBpf(flow)) {
            return Optional.empty();
        }
        var cluster = flow.getOrigin().getCluster();
        var original = flow.getOriginal();
        if (flow.getReset() != null) {
            var address = new ServiceAddress(original.getSource(), original.getSourcePort(), ServiceAddress.TCP);
            return isOwn(flow.getReset()) ? Optional.of(address.key(cluster)) : Optional.empty();
        }
        return flow.getIpvs() != null || !Flows.isUnNatted(flow)
                ? Optional.of(Flows.address(flow).key(cluster))
                : Optional.empty();
    }

    /** The node itself sent it, because it has no such socket; a kernel that tells no reason says nothing here. */
    private static boolean isOwn(ResetSeen reset) {
        return reset.getSent() && NO_SOCKET.equals(reset.getReason());
    }

    /** @throws IllegalArgumentException if an address is none */
    public static Heard heard(FlowRecord flow, RecordRef record) {
        var original = flow.getOriginal();
        if (flow.getReset() != null) {
            return new Heard.Reset(client(original.getDestination(), original.getDestinationPort()), record);
        }
        var client = client(original.getSource(), original.getSourcePort());
        var gone = flow.getKind() == FlowKind.GONE || flow.getKind() == FlowKind.DESTROYED;
        return flow.getIpvs() != null
                ? ipvs(client, gone, flow.getIpvs(), record)
                : new Heard.Connection(
                        client,
                        Form.NETFILTER,
                        ServiceAddress.normal(flow.getReply().getSource()),
                        isEstablished(flow.getTcpState()),
                        true,
                        gone,
                        until(flow.getEndOfLife(), record),
                        record);
    }

    private static Heard.Connection ipvs(String client, boolean gone, IpvsSeen row, RecordRef record) {
        return new Heard.Connection(
                client,
                Form.IPVS,
                ServiceAddress.normal(row.getDestination()),
                row.getState().equals(ESTABLISHED),
                isAbsentOr(MAGLEV, row.getScheduler()) && isAbsentOr(TUNNEL, row.getForward()),
                gone,
                record.time().plusSeconds(Math.max(0, row.getExpiresSeconds())),
                record);
    }

    private static boolean isAbsentOr(String wanted, @Nullable String said) {
        return said == null || said.equalsIgnoreCase(wanted);
    }

    private static boolean isEstablished(@Nullable Integer state) {
        return state != null && state == CONNTRACK_ESTABLISHED;
    }

    private static Instant until(@Nullable Instant endOfLife, RecordRef record) {
        return endOfLife == null ? record.time().plus(CONNTRACK_TIMEOUT) : endOfLife;
    }

    private static String client(String ip, int port) {
        return ServiceAddress.endpoint(ServiceAddress.normal(ip), port);
    }

    private NodeLossFlows() {}
}

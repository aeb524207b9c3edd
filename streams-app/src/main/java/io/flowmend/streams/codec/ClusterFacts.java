/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.cluster.Endpoint;
import io.flowmend.schemas.cluster.EndpointSliceState;
import io.flowmend.schemas.cluster.LoadBalancerIngress;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.ownership.Backend;
import io.flowmend.streams.service.DirectReturn;
import io.flowmend.streams.service.ServiceAddress;
import io.flowmend.streams.service.ServiceFact;
import io.flowmend.streams.service.ServiceFact.Vip;
import io.flowmend.streams.service.ServiceFact.VipKind;
import io.flowmend.streams.service.SliceFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Services and slices as the API's side publishes them. */
public final class ClusterFacts {

    /** kube-router then tunnels and rewrites nothing: the healthy entry looks un-NATed (field guide, 5A.6). */
    private static final String DSR = "kube-router.io/service.dsr";

    private static final String SCHEDULER = "kube-router.io/service.scheduler";
    private static final String SCHEDULER_FLAGS = "kube-router.io/service.schedflags";
    private static final String LOCAL_BACKENDS = "kube-router.io/service.local";

    private static final String LOCAL = "Local";

    /** @throws IllegalArgumentException if the service has a protocol that we do not know */
    public static ServiceFact service(ServiceState state, RecordRef record) {
        return new ServiceFact(
                state.getNamespace(),
                state.getName(),
                state.getUid(),
                vips(state),
                state.getPorts().stream()
                        .map(port -> new ServiceFact.Port(
                                port.getName(), ServiceAddress.protocol(port.getProtocol()), port.getPort()))
                        .toList(),
                state.getExternalTrafficPolicy().equals(LOCAL),
                state.getInternalTrafficPolicy().equals(LOCAL),
                exemption(state),
                directReturn(state),
                record);
    }

    public static SliceFact slice(EndpointSliceState state, RecordRef record) {
        return new SliceFact(
                state.getName(),
                state.getAddressType().equals("IPv6"),
                state.getPorts().stream()
                        .map(port -> new SliceFact.Port(port.getName(), ServiceAddress.protocol(port.getProtocol())))
                        .toList(),
                state.getAddressType().equals("FQDN")
                        ? List.of() // no proxy resolves names
                        : state.getEndpoints().stream()
                                .map(ClusterFacts::endpoint)
                                .toList(),
                record);
    }

    /**
     * The backends of the slice, per address and port.
     *
     * @throws IllegalArgumentException if an address is none, or a protocol is not known
     */
    public static List<Backend> backends(EndpointSliceState state, RecordRef record) {
        var service = state.getServiceName();
        if (service == null || state.getAddressType().equals("FQDN")) {
            return List.of();
        }
        var backends = new ArrayList<Backend>();
        for (var endpoint : state.getEndpoints()) {
            for (var address : endpoint.getAddresses()) {
                for (var port : state.getPorts()) {
                    backends.add(new Backend(
                            ServiceAddress.normal(address),
                            state.getNamespace() + "/" + service,
                            state.getUid(),
                            Optional.ofNullable(port.getPort()),
                            ServiceAddress.protocol(port.getProtocol()),
                            uid(endpoint),
                            endpoint.getReady(),
                            endpoint.getServing(),
                            endpoint.getTerminating(),
                            record.time(),
                            record,
                            Optional.empty()));
                }
            }
        }
        return backends;
    }

    private static Optional<String> uid(Endpoint endpoint) {
        return "Pod".equals(endpoint.getTargetKind()) ? Optional.ofNullable(endpoint.getTargetUid()) : Optional.empty();
    }

    private static SliceFact.Endpoint endpoint(Endpoint endpoint) {
        return new SliceFact.Endpoint(
                endpoint.getReady(),
                endpoint.getServing(),
                endpoint.getTerminating(),
                Optional.ofNullable(endpoint.getNodeName()),
                endpoint.getAddresses());
    }

    private static List<Vip> vips(ServiceState state) {
        var vips = new ArrayList<Vip>();
        state.getClusterIps().forEach(ip -> vips.add(new Vip(ip, VipKind.CLUSTER_IP, Optional.empty())));
        state.getExternalIps().forEach(ip -> vips.add(new Vip(ip, VipKind.EXTERNAL_IP, Optional.empty())));
        state.getLoadBalancerIngress()
                .forEach(ingress -> vips.add(new Vip(ingress.getIp(), VipKind.LOAD_BALANCER, ipMode(ingress))));
        return vips;
    }

    private static Optional<String> ipMode(LoadBalancerIngress ingress) {
        return ingress.getIpMode().equals("Proxy")
                ? Optional.of("ipMode Proxy: kube-proxy leaves the address to the load balancer")
                : Optional.empty();
    }

    private static Optional<String> exemption(ServiceState state) {
        if (state.getServiceProxyName() != null) {
            return Optional.of("service-proxy-name " + state.getServiceProxyName() + ": another proxy's service");
        }
        if (state.getType().equals("ExternalName") || state.getClusterIps().isEmpty()) {
            return Optional.of("headless or ExternalName: no proxy translates it");
        }
        return state.getAnnotations().containsKey(DSR)
                ? Optional.of("kube-router DSR rewrites nothing")
                : Optional.empty();
    }

    private static Optional<DirectReturn> directReturn(ServiceState state) {
        var said = state.getAnnotations();
        return Optional.ofNullable(said.get(DSR))
                .map(method -> new DirectReturn(
                        method,
                        said.getOrDefault(SCHEDULER, ""),
                        said.getOrDefault(SCHEDULER_FLAGS, ""),
                        said.getOrDefault(LOCAL_BACKENDS, "").equals("true")));
    }

    private ClusterFacts() {}
}

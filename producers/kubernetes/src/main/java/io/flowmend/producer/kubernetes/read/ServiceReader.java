/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.read;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads a Service. */
public final class ServiceReader {

    /** Domains under which dataplanes read annotations of a service. */
    static final Set<String> DOMAINS = Set.of(
            "service.kubernetes.io",
            "kube-router.io",
            "projectcalico.org",
            "service.cilium.io",
            "io.cilium",
            "service.antrea.io",
            "metallb.io",
            "metallb.universe.tf",
            NamespaceReader.DOMAIN);

    private static final String PROXY_NAME = "service.kubernetes.io/service-proxy-name";
    private static final String NONE = "None";
    private static final String CLUSTER = "Cluster";

    public static ServiceFacts read(Service service) {
        var spec = Objects.requireNonNullElseGet(service.getSpec(), ServiceSpec::new);
        return new ServiceFacts(
                Meta.identity(service),
                Meta.createdAt(service),
                Meta.deletionTimestamp(service),
                Meta.labels(service),
                Meta.or(spec.getType(), "ClusterIP"),
                clusterIps(spec),
                Meta.list(spec.getExternalIPs()),
                ingress(service),
                ports(spec),
                Meta.or(spec.getExternalTrafficPolicy(), CLUSTER),
                Meta.or(spec.getInternalTrafficPolicy(), CLUSTER),
                Meta.or(spec.getSessionAffinity(), NONE),
                Meta.labels(service).get(PROXY_NAME),
                Meta.annotations(service, ServiceReader::carried));
    }

    private static boolean carried(String annotation) {
        return DOMAINS.contains(annotation.substring(0, Math.max(0, annotation.indexOf('/'))));
    }

    private static List<String> clusterIps(ServiceSpec spec) {
        var all = Meta.list(spec.getClusterIPs());
        var given = all.isEmpty() ? List.of(Meta.orEmpty(spec.getClusterIP())) : all;
        return given.stream().filter(ip -> !ip.isEmpty() && !ip.equals(NONE)).toList();
    }

    /** Only addresses: a name (of a cloud's balancer) is never programmed on a node. */
    private static List<ServiceFacts.Ingress> ingress(Service service) {
        var status = service.getStatus();
        if (status == null || status.getLoadBalancer() == null) {
            return List.of();
        }
        return Meta.list(status.getLoadBalancer().getIngress()).stream()
                .filter(ingress -> !Meta.orEmpty(ingress.getIp()).isEmpty())
                .map(ingress -> new ServiceFacts.Ingress(ingress.getIp(), Meta.or(ingress.getIpMode(), "VIP")))
                .toList();
    }

    private static List<ServiceFacts.Port> ports(ServiceSpec spec) {
        return Meta.list(spec.getPorts()).stream()
                .map(port -> new ServiceFacts.Port(
                        Meta.orEmpty(port.getName()),
                        Meta.or(port.getProtocol(), "TCP"),
                        Objects.requireNonNullElse(port.getPort(), 0),
                        Objects.requireNonNullElse(port.getNodePort(), 0)))
                .toList();
    }

    private ServiceReader() {}
}

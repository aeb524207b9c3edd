/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.flowmend.lab.net.AddressText;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.ServiceAddress.Family;
import io.flowmend.lab.net.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A service as a test wants it: one port, and the addresses that it is reached at. */
public record ServiceShape(
        String name,
        Transport transport,
        int port,
        List<InetAddress> clusterIp,
        List<InetAddress> externalIps,
        List<Ingress> ingress,
        Map<String, String> labels) {

    /** All objects of these tests live there. */
    static final String NAMESPACE = "default";

    /** An address that a load balancer gave. */
    public record Ingress(InetAddress address, IpMode mode) {}

    /** Who translates what is sent to a load balancer's address: the node (VIP), or the load balancer before it (Proxy). */
    public enum IpMode {
        VIP("VIP"),
        PROXY("Proxy");

        private final String text;

        IpMode(String text) {
            this.text = text;
        }
    }

    public ServiceShape {
        clusterIp = List.copyOf(clusterIp);
        externalIps = List.copyOf(externalIps);
        ingress = List.copyOf(ingress);
        labels = Map.copyOf(labels);
    }

    /** Reached at a cluster address that the API server chooses. */
    public static ServiceShape udp(String name, int port) {
        return new ServiceShape(name, Transport.UDP, port, List.of(), List.of(), List.of(), Map.of());
    }

    /** Reached at a cluster address that the API server chooses. */
    public static ServiceShape tcp(String name, int port) {
        return new ServiceShape(name, Transport.TCP, port, List.of(), List.of(), List.of(), Map.of());
    }

    /** Reached at this address from outside of the cluster. */
    public static ServiceShape at(String name, ServiceAddress address) {
        var shape = address.transport() == Transport.UDP ? udp(name, address.port()) : tcp(name, address.port());
        return shape.withExternalIp(address.address());
    }

    /** Reached at this address from inside of the cluster; out of {@link ControlPlane#SERVICE_RANGES}. */
    public static ServiceShape inside(String name, ServiceAddress address) {
        var shape = address.transport() == Transport.UDP ? udp(name, address.port()) : tcp(name, address.port());
        return shape.withClusterIp(AddressText.of(address.address()));
    }

    /** With this cluster address, out of {@link ControlPlane#SERVICE_RANGES}. */
    public ServiceShape withClusterIp(String address) {
        return new ServiceShape(
                name, transport, port, List.of(InetAddress.ofLiteral(address)), externalIps, ingress, labels);
    }

    /** Reached at this address too; all addresses of a service are of one family. */
    public ServiceShape withExternalIp(InetAddress address) {
        return new ServiceShape(name, transport, port, clusterIp, with(externalIps, address), ingress, labels);
    }

    /** Of type LoadBalancer, reached at this address too. */
    public ServiceShape withIngress(String address, IpMode mode) {
        var added = new Ingress(InetAddress.ofLiteral(address), mode);
        return new ServiceShape(name, transport, port, clusterIp, externalIps, with(ingress, added), labels);
    }

    /** Labelled, as with service.kubernetes.io/service-proxy-name. */
    public ServiceShape withLabel(String key, String value) {
        var more = new HashMap<>(labels);
        more.put(key, value);
        return new ServiceShape(name, transport, port, clusterIp, externalIps, ingress, more);
    }

    /** IPv6 if any of its addresses is. */
    Family family() {
        return Stream.of(
                        clusterIp,
                        externalIps,
                        ingress.stream().map(Ingress::address).toList())
                .flatMap(List::stream)
                .map(Family::of)
                .max(Family::compareTo)
                .orElse(Family.IPV4);
    }

    Service toService() {
        var builder = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withType(ingress.isEmpty() ? "ClusterIP" : "LoadBalancer")
                .withIpFamilies(family() == Family.IPV6 ? "IPv6" : "IPv4")
                .withIpFamilyPolicy("SingleStack")
                .withExternalIPs(texts(externalIps))
                .addNewPort()
                .withName("main")
                .withProtocol(transport.name())
                .withPort(port)
                .endPort()
                .endSpec();
        var spec = builder.buildSpec().edit();
        clusterIp.forEach(address -> spec.withClusterIP(AddressText.of(address)));
        if (!ingress.isEmpty()) {
            spec.withAllocateLoadBalancerNodePorts(false);
        }
        return builder.withSpec(spec.build()).build();
    }

    List<LoadBalancerIngress> toIngress() {
        return ingress.stream()
                .map(one -> new LoadBalancerIngressBuilder()
                        .withIp(AddressText.of(one.address()))
                        .withIpMode(one.mode().text)
                        .build())
                .toList();
    }

    private static List<String> texts(List<InetAddress> addresses) {
        return addresses.stream().map(AddressText::of).toList();
    }

    private static <T> List<T> with(List<T> list, T more) {
        var longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}

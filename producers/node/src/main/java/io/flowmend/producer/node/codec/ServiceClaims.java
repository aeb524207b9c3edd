/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.codec;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.schemas.cluster.LoadBalancerIngress;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.cluster.ServiceState;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which addresses a service has: cluster IPs, external IPs, ingress IPs of every mode, each with each port. */
public final class ServiceClaims {

    /** Empty set if the service is gone; empty optional if the record says nothing of a service (a watermark). */
    public static Optional<Set<ServiceAddress>> of(@Nullable ServiceRecord service) {
        if (service == null || service.getDeleted()) {
            return Optional.of(Set.of());
        }
        return Optional.ofNullable(service.getState()).map(ServiceClaims::addresses);
    }

    private static Set<ServiceAddress> addresses(ServiceState state) {
        var addresses = new HashSet<ServiceAddress>();
        var ingress = state.getLoadBalancerIngress().stream().map(LoadBalancerIngress::getIp);
        Stream.of(state.getClusterIps().stream(), state.getExternalIps().stream(), ingress)
                .flatMap(literals -> literals)
                .flatMap(literal -> ip(literal).stream())
                .forEach(
                        ip -> state.getPorts().forEach(port -> address(ip, port).ifPresent(addresses::add)));
        return addresses;
    }

    private static Optional<ServiceAddress> address(Ip ip, ServicePort port) {
        var protocol = protocol(port.getProtocol());
        return protocol.isPresent()
                ? Optional.of(new ServiceAddress(ip, port.getPort(), protocol.getAsInt()))
                : Optional.empty();
    }

    private static OptionalInt protocol(String name) {
        return switch (name) {
            case "TCP" -> OptionalInt.of(ServiceAddress.TCP);
            case "UDP" -> OptionalInt.of(ServiceAddress.UDP);
            case "SCTP" -> OptionalInt.of(ServiceAddress.SCTP);
            default -> OptionalInt.empty();
        };
    }

    /** An ingress may have a host name only, and a headless service says None. */
    private static Optional<Ip> ip(String literal) {
        try {
            return Optional.of(Ip.parse(literal));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private ServiceClaims() {}
}

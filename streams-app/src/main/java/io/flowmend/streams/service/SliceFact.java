/* Licensed under Apache-2.0. */
package io.flowmend.streams.service;

import io.flowmend.streams.detector.RecordRef;
import java.util.List;
import java.util.Optional;

/** An EndpointSlice of a service. */
public record SliceFact(String name, boolean ipv6, List<Port> ports, List<Endpoint> endpoints, RecordRef record) {

    public SliceFact {
        ports = List.copyOf(ports);
        endpoints = List.copyOf(endpoints);
    }

    /** A service port is served by the slice port of the same name and protocol. */
    public record Port(String name, int protocol) {}

    /** Conditions as kube-proxy reads them. */
    public record Endpoint(
            boolean ready, boolean serving, boolean terminating, Optional<String> node, List<String> addresses) {

        public Endpoint {
            addresses = List.copyOf(addresses);
        }

        boolean isLastResort() {
            return serving && terminating;
        }
    }

    boolean serves(ServiceFact.Port port, boolean overIpv6) {
        return ipv6 == overIpv6
                && ports.stream().anyMatch(own -> own.name().equals(port.name()) && own.protocol() == port.protocol());
    }
}

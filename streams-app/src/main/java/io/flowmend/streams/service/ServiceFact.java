/* Licensed under Apache-2.0. */
package io.flowmend.streams.service;

import io.flowmend.streams.detector.RecordRef;
import java.util.List;
import java.util.Optional;

/**
 * A Service, as far as its addresses go.
 *
 * @param directReturn how kube-router forwards it, if backends answer clients directly
 * @param exemption why no node's proxy NATs any of its addresses, e.g. another proxy's
 */
public record ServiceFact(
        String namespace,
        String name,
        String uid,
        List<Vip> vips,
        List<Port> ports,
        boolean externalLocal,
        boolean internalLocal,
        Optional<String> exemption,
        Optional<DirectReturn> directReturn,
        RecordRef record) {

    public ServiceFact {
        vips = List.copyOf(vips);
        ports = List.copyOf(ports);
    }

    /** Kind of address; the traffic policies differ. */
    public enum VipKind {
        CLUSTER_IP,
        EXTERNAL_IP,
        LOAD_BALANCER
    }

    /** @param exemption why no proxy NATs this one, e.g. {@code ipMode: Proxy} */
    public record Vip(String ip, VipKind kind, Optional<String> exemption) {}

    /** @param protocol IP protocol number */
    public record Port(String name, int protocol, int port) {}

    boolean isLocalOnly(VipKind kind) {
        return switch (kind) {
            case CLUSTER_IP -> internalLocal;
            case EXTERNAL_IP, LOAD_BALANCER -> externalLocal;
        };
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service, as far as a dataplane programs it.
 *
 * @param clusterIps empty for a headless service
 * @param annotations those that a dataplane reads
 */
public record ServiceFacts(
        Identity identity,
        Instant createdAt,
        @Nullable Instant deletionTimestamp,
        Map<String, String> labels,
        String type,
        List<String> clusterIps,
        List<String> externalIps,
        List<Ingress> loadBalancerIngress,
        List<Port> ports,
        String externalTrafficPolicy,
        String internalTrafficPolicy,
        String sessionAffinity,
        @Nullable String serviceProxyName,
        Map<String, String> annotations)
        implements Facts {

    public ServiceFacts {
        labels = Map.copyOf(labels);
        clusterIps = List.copyOf(clusterIps);
        externalIps = List.copyOf(externalIps);
        loadBalancerIngress = List.copyOf(loadBalancerIngress);
        ports = List.copyOf(ports);
        annotations = Map.copyOf(annotations);
    }

    /** An address of a load balancer; with mode {@code Proxy} nodes must not short-cut it (KEP-1860). */
    public record Ingress(String ip, String ipMode) {}

    /** @param nodePort 0 if none */
    public record Port(String name, String protocol, int port, int nodePort) {}

    @Override
    public String path() {
        return identity.namespace() + "/" + identity.name() + "/" + identity.uid();
    }
}

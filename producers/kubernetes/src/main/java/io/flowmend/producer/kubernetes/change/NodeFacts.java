/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node. Its kubelet's heartbeat is not in here: it would be a change every few seconds.
 *
 * @param ready status of the condition Ready: True, False or Unknown
 */
public record NodeFacts(
        Identity identity,
        Instant createdAt,
        @Nullable Instant deletionTimestamp,
        Map<String, String> labels,
        String ready,
        @Nullable Instant readySince,
        List<Address> addresses,
        List<String> podCidrs,
        String os,
        String kernelVersion,
        String kubeletVersion,
        String kubeProxyVersion,
        String containerRuntimeVersion)
        implements Facts {

    public NodeFacts {
        labels = Map.copyOf(labels);
        addresses = List.copyOf(addresses);
        podCidrs = List.copyOf(podCidrs);
    }

    /** An address and what it is: InternalIP, ExternalIP, Hostname. */
    public record Address(String type, String address) {}

    @Override
    public String path() {
        return identity.name();
    }
}

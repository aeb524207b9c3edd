/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.read;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.flowmend.producer.kubernetes.change.Identity;
import io.flowmend.producer.kubernetes.change.NodeFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads a Node. */
public final class NodeReader {

    private static final String UNKNOWN = "Unknown";

    public static NodeFacts read(Node node) {
        var spec = Objects.requireNonNullElseGet(node.getSpec(), NodeSpec::new);
        var status = Objects.requireNonNullElseGet(node.getStatus(), NodeStatus::new);
        var info = Objects.requireNonNullElseGet(status.getNodeInfo(), NodeSystemInfo::new);
        var ready = ready(status);

        return new NodeFacts(
                Identity.ofCluster(
                        node.getMetadata().getName(),
                        Meta.orEmpty(node.getMetadata().getUid())),
                Meta.createdAt(node),
                Meta.deletionTimestamp(node),
                Meta.labels(node),
                ready.map(NodeCondition::getStatus).orElse(UNKNOWN),
                ready.map(condition -> Meta.time(condition.getLastTransitionTime()))
                        .orElse(null),
                addresses(status),
                podCidrs(spec),
                Meta.orEmpty(info.getOperatingSystem()),
                Meta.orEmpty(info.getKernelVersion()),
                Meta.orEmpty(info.getKubeletVersion()),
                Meta.orEmpty(info.getKubeProxyVersion()),
                Meta.orEmpty(info.getContainerRuntimeVersion()));
    }

    private static Optional<NodeCondition> ready(NodeStatus status) {
        return Meta.list(status.getConditions()).stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst();
    }

    private static List<NodeFacts.Address> addresses(NodeStatus status) {
        return Meta.list(status.getAddresses()).stream()
                .map(address ->
                        new NodeFacts.Address(Meta.orEmpty(address.getType()), Meta.orEmpty(address.getAddress())))
                .toList();
    }

    private static List<String> podCidrs(NodeSpec spec) {
        var all = Meta.list(spec.getPodCIDRs());
        return all.isEmpty() && spec.getPodCIDR() != null ? List.of(spec.getPodCIDR()) : all;
    }

    private NodeReader() {}
}

/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.read;

import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.flowmend.producer.kubernetes.change.PodFacts;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a Pod. */
public final class PodReader {

    /** What CNIs write about a pod's addresses (field guide, section 1.2), and what marks a static pod's mirror. */
    static final Set<String> ANNOTATIONS = Set.of(
            "cni.projectcalico.org/containerID",
            "cni.projectcalico.org/podIP",
            "cni.projectcalico.org/podIPs",
            "vpc.amazonaws.com/pod-ips",
            "k8s.ovn.org/pod-networks",
            "k8s.v1.cni.cncf.io/network-status",
            "kubernetes.io/config.mirror");

    private static final String OS_SELECTOR = "kubernetes.io/os";

    public static PodFacts read(Pod pod) {
        var spec = Objects.requireNonNullElseGet(pod.getSpec(), PodSpec::new);
        var status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        return new PodFacts(
                Meta.identity(pod),
                Meta.createdAt(pod),
                Meta.deletionTimestamp(pod),
                Meta.labels(pod),
                spec.getNodeName(),
                Meta.or(status.getPhase(), "Unknown"),
                addresses(
                        Meta.list(status.getPodIPs()).stream().map(PodIP::getIp).toList(), status.getPodIP()),
                addresses(
                        Meta.list(status.getHostIPs()).stream()
                                .map(HostIP::getIp)
                                .toList(),
                        status.getHostIP()),
                Boolean.TRUE.equals(spec.getHostNetwork()),
                os(spec),
                conditions(status),
                Meta.annotations(pod, ANNOTATIONS::contains),
                Meta.time(status.getStartTime()));
    }

    private static List<String> addresses(List<String> all, @Nullable String first) {
        return all.isEmpty() && first != null && !first.isEmpty() ? List.of(first) : all;
    }

    private static @Nullable String os(PodSpec spec) {
        return spec.getOs() == null
                ? Meta.map(spec.getNodeSelector()).get(OS_SELECTOR)
                : spec.getOs().getName();
    }

    private static List<PodFacts.Condition> conditions(PodStatus status) {
        return Meta.list(status.getConditions()).stream()
                .map(condition -> new PodFacts.Condition(
                        Meta.orEmpty(condition.getType()),
                        Meta.orEmpty(condition.getStatus()),
                        condition.getReason(),
                        Meta.time(condition.getLastTransitionTime())))
                .toList();
    }

    private PodReader() {}
}

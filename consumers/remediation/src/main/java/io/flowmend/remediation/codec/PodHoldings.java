/* Licensed under Apache-2.0. */
package io.flowmend.remediation.codec;

import io.flowmend.kernel.address.Ip;
import io.flowmend.remediation.owner.Holding;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.PodState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which addresses a pod owns, by its record: Calico's own rules (field guide, section 1.2). */
public final class PodHoldings {

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    /** Annotations of a CNI that hold a pod's addresses; present and empty on a terminating pod: its network is removed. */
    private static final List<String> ADDRESSES =
            List.of("cni.projectcalico.org/podIPs", "cni.projectcalico.org/podIP", "vpc.amazonaws.com/pod-ips");

    private static final List<String> RELEASED = List.of("cni.projectcalico.org/podIP", "vpc.amazonaws.com/pod-ips");

    /** Empty for a watermark. */
    public static Optional<Holding> of(PodRecord record) {
        return Optional.ofNullable(record.getState()).map(state -> record.getDeleted() ? ended(state) : holding(state));
    }

    private static Holding holding(PodState pod) {
        if (FINISHED.contains(pod.getPhase()) || isReleased(pod) || pod.getHostNetwork()) {
            return ended(pod);
        }
        return pod.getNodeName() == null
                ? new Holding.Owns(pod.getUid(), Set.of())
                : new Holding.Owns(pod.getUid(), addresses(pod));
    }

    private static Holding ended(PodState pod) {
        return new Holding.Ended(pod.getUid());
    }

    private static boolean isReleased(PodState pod) {
        return pod.getDeletionTimestamp() != null
                && RELEASED.stream()
                        .anyMatch(name -> "".equals(pod.getAnnotations().get(name)));
    }

    private static Set<Ip> addresses(PodState pod) {
        return Stream.concat(
                        Stream.of(pod.getPodIps()), ADDRESSES.stream().map(name -> written(pod.getAnnotations(), name)))
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .map(PodHoldings::ip)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Separated by commas, as Calico writes prefixes of full length. */
    private static List<String> written(Map<String, String> annotations, String name) {
        return Stream.of(Objects.requireNonNullElse(annotations.get(name), "").split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static Optional<Ip> ip(String written) {
        var slash = written.indexOf('/');
        try {
            return Optional.of(Ip.parse(slash < 0 ? written : written.substring(0, slash)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private PodHoldings() {}
}

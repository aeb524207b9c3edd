/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.codec;

import io.flowmend.kernel.address.Ip;
import io.flowmend.producer.node.sample.PodClaim;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.PodState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which addresses a pod owns, by Calico's own rules (field guide, section 1.2). */
public final class PodClaims {

    /** A CNI empties it when it has removed the network of a pod that is being deleted. */
    private static final List<String> EMPTIED = List.of("cni.projectcalico.org/podIP", "vpc.amazonaws.com/pod-ips");

    /** Where addresses stand if the kubelet did not write them yet, the first that has any. */
    private static final List<String> EARLY =
            List.of("cni.projectcalico.org/podIPs", "cni.projectcalico.org/podIP", "vpc.amazonaws.com/pod-ips");

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");
    private static final Pattern COMMA = Pattern.compile(",");

    /** Empty if the record says nothing of a pod (a watermark). */
    public static Optional<PodClaim> of(@Nullable PodRecord pod) {
        if (pod == null || pod.getDeleted()) {
            return Optional.of(new PodClaim.Ended());
        }
        return Optional.ofNullable(pod.getState()).map(PodClaims::claim);
    }

    private static PodClaim claim(PodState pod) {
        if (FINISHED.contains(pod.getPhase()) || networkRemoved(pod)) {
            return new PodClaim.Ended();
        }
        var nodes = ips(pod.getHostIps());
        if (pod.getHostNetwork()) {
            nodes.addAll(ips(pod.getPodIps()));
            return new PodClaim.Live(Set.of(), nodes);
        }
        return new PodClaim.Live(pod.getNodeName() == null ? Set.of() : own(pod), nodes);
    }

    private static boolean networkRemoved(PodState pod) {
        return pod.getDeletionTimestamp() != null
                && EMPTIED.stream()
                        .anyMatch(name -> "".equals(pod.getAnnotations().get(name)));
    }

    private static Set<Ip> own(PodState pod) {
        var written = ips(pod.getPodIps());
        return written.isEmpty()
                ? EARLY.stream()
                        .map(name -> pod.getAnnotations().getOrDefault(name, ""))
                        .map(list -> ips(List.of(COMMA.split(list))))
                        .filter(ips -> !ips.isEmpty())
                        .findFirst()
                        .orElse(Set.of())
                : written;
    }

    private static Set<Ip> ips(List<String> literals) {
        var ips = new HashSet<Ip>();
        for (var literal : literals) {
            var slash = literal.indexOf('/'); // Calico writes 10.0.0.1/32.
            try {
                ips.add(Ip.parse((slash < 0 ? literal : literal.substring(0, slash)).strip()));
            } catch (IllegalArgumentException noAddress) {
                // Not told: what cannot be read is owned by nobody we know.
            }
        }
        return ips;
    }

    private PodClaims() {}
}

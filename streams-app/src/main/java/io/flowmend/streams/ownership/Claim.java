/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import io.flowmend.streams.service.ServiceAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one version of a pod says of its addresses (field guide, section 1.2, which copies Calico's own rules). */
public sealed interface Claim {

    /**
     * It owns these.
     *
     * @param addresses normalised, one per family at most
     */
    record Owns(List<String> addresses) implements Claim {

        public Owns {
            addresses = List.copyOf(addresses);
        }
    }

    /** It owns none any more. */
    record Ended(Release release) implements Claim {}

    /**
     * It says nothing: not scheduled, on the host's network, or no address is shown. The last is no release either:
     * Kubernetes 1.27 to 1.30 shows a finishing pod without its address for one update (kubernetes #125370).
     */
    record Silent() implements Claim {}

    /** Pod's own addresses in the order in which they are to be believed. */
    List<String> SOURCES =
            List.of("cni.projectcalico.org/podIPs", "cni.projectcalico.org/podIP", "vpc.amazonaws.com/pod-ips");

    /** Present and empty: the CNI has taken the network away. */
    Set<String> EMPTIED = Set.of("cni.projectcalico.org/podIP", "vpc.amazonaws.com/pod-ips");

    /** @throws IllegalArgumentException if an address is none */
    static Claim of(PodFact pod) {
        if (pod.deleted()) {
            return new Ended(pod.isMirror() ? Release.MIRROR_DELETED : Release.DELETED);
        }
        if (pod.hostNetwork() || pod.node().isEmpty()) {
            return new Silent();
        }
        if (pod.phase().equals("Succeeded") || pod.phase().equals("Failed")) {
            return new Ended(Release.FINISHED);
        }
        if (pod.deleting()
                && EMPTIED.stream().anyMatch(name -> "".equals(pod.annotations().get(name)))) {
            return new Ended(Release.NETWORK_REMOVED);
        }
        var addresses = addresses(pod);
        return addresses.isEmpty() ? new Silent() : new Owns(addresses);
    }

    private static List<String> addresses(PodFact pod) {
        return Stream.concat(
                        Stream.of(pod.podIps()),
                        SOURCES.stream()
                                .map(name -> pod.annotations().getOrDefault(name, ""))
                                .map(Claim::list))
                .map(Claim::onePerFamily)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static List<String> onePerFamily(List<String> texts) {
        Map<Boolean, String> families = new LinkedHashMap<>();
        for (var text : texts) {
            if (!text.isEmpty()) {
                var address = ServiceAddress.normal(withoutPrefix(text));
                families.putIfAbsent(address.indexOf(':') >= 0, address);
            }
        }
        return List.copyOf(families.values());
    }

    private static String withoutPrefix(String text) {
        var slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }
}

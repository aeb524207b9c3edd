/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import io.flowmend.streams.detector.RecordRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a pod, as far as its addresses go.
 *
 * @param node empty while it is not scheduled
 * @param deleting it has a deletion timestamp
 * @param deleted the object is gone; this is its final state
 * @param sharing it has its address together with another by intent
 * @param podIps of its status, as written there
 * @param annotations those that a CNI writes about addresses, and the one that marks a mirror pod
 */
public record PodFact(
        String namespace,
        String name,
        String uid,
        Optional<String> node,
        String phase,
        boolean hostNetwork,
        boolean deleting,
        boolean deleted,
        boolean sharing,
        List<String> podIps,
        Map<String, String> annotations,
        RecordRef record) {

    /** The kubelet's word for a pod that stands for a static one; its uid is not the pod's own. */
    private static final String MIRROR = "kubernetes.io/config.mirror";

    public PodFact {
        podIps = List.copyOf(podIps);
        annotations = Map.copyOf(annotations);
    }

    /** Deleting a mirror pod ends nothing on the node: the static pod goes on under the next mirror's uid. */
    boolean isMirror() {
        return annotations.containsKey(MIRROR);
    }

    /** It runs on its address and is meant to stay there alone. */
    boolean isLiving() {
        return phase.equals("Running") && !deleting && !deleted && !sharing;
    }
}

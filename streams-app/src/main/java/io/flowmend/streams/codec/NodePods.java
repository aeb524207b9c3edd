/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.cluster.PodState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.ownership.Claim;
import io.flowmend.streams.state.PodSeenState;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Pods as the detectors of a node see them. */
public final class NodePods {

    private static final StateCodec<PodSeenState> CODEC =
            new StateCodec<>(PodSeenState.getEncoder(), PodSeenState.getDecoder());

    /** @throws IllegalArgumentException if an address is none */
    public static PodSeen pod(PodState state, boolean deleted, RecordRef record) {
        var claim = Claim.of(AddressOwners.pod(state, deleted, record));
        return new PodSeen(
                state.getNamespace(),
                state.getName(),
                state.getUid(),
                state.getPhase(),
                state.getHostNetwork(),
                Optional.ofNullable(state.getOs()),
                state.getCreatedAt(),
                state.getDeletionTimestamp() != null,
                claim instanceof Claim.Ended(var release) ? Optional.of(release.words()) : Optional.empty(),
                claim instanceof Claim.Owns(var addresses) ? addresses : List.of(),
                Claim.SOURCES.stream()
                        .anyMatch(name ->
                                !state.getAnnotations().getOrDefault(name, "").isBlank()),
                state.getLabels(),
                record);
    }

    public static byte[] bytes(PodSeen pod) {
        return CODEC.write(state(pod));
    }

    public static PodSeen pod(byte[] bytes) {
        return pod(CODEC.read(bytes));
    }

    static PodSeenState state(PodSeen pod) {
        return PodSeenState.newBuilder()
                .setNamespace(pod.namespace())
                .setName(pod.name())
                .setUid(pod.uid())
                .setPhase(pod.phase())
                .setHostNetwork(pod.hostNetwork())
                .setOs(pod.os().orElse(null))
                .setCreatedAt(pod.createdAt())
                .setDeleting(pod.deleting())
                .setEnded(pod.ended().orElse(null))
                .setAddresses(pod.addresses())
                .setAnnotated(pod.annotated())
                .setLabels(new TreeMap<>(pod.labels()))
                .setRecord(Refs.ref(pod.record()))
                .build();
    }

    static PodSeen pod(PodSeenState state) {
        return new PodSeen(
                state.getNamespace(),
                state.getName(),
                state.getUid(),
                state.getPhase(),
                state.getHostNetwork(),
                Optional.ofNullable(state.getOs()),
                state.getCreatedAt(),
                state.getDeleting(),
                Optional.ofNullable(state.getEnded()),
                state.getAddresses(),
                state.getAnnotated(),
                state.getLabels(),
                Refs.record(state.getRecord()));
    }

    private NodePods() {}
}

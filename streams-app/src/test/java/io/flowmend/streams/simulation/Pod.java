/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.PodState;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.Workload;
import io.flowmend.streams.topology.Plant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A pod's life.
 *
 * @param running when it got its address, and ran; a second after it was created
 * @param annotated its CNI plugin wrote the annotation
 */
record Pod(String name, String uid, Agent agent, String address, double running, boolean annotated) {

    static final double LEAD = 1;

    double created() {
        return running - LEAD;
    }

    /** Tells of its beginning. */
    Pod begins(Cluster cluster) {
        tell(
                cluster,
                created(),
                false,
                pod -> pod.setPhase("Pending").setPodIps(List.of()).setAnnotations(Map.of()));
        tell(cluster, running, false, pod -> {});
        return this;
    }

    /** Its network is there in time. */
    Pod programmed(Cluster cluster) {
        cluster.endpoint(
                running - 0.2, agent, "felix", EndpointKind.WORKLOAD_APPLIED, record -> record.setWorkload(workload()));
        return this;
    }

    /** It is deleted, and its object is gone a little later. */
    void ends(Cluster cluster, double at) {
        tell(cluster, at - 0.5, false, pod -> pod.setDeletionTimestamp(Cluster.time(at + 30)));
        tell(cluster, at, true, pod -> pod.setDeletionTimestamp(Cluster.time(at + 30)));
    }

    void tell(Cluster cluster, double at, boolean deleted, Consumer<PodState.Builder> edit) {
        var state = PodState.newBuilder()
                .setNamespace("default")
                .setName(name)
                .setUid(uid)
                .setCreatedAt(Cluster.time(created()))
                .setDeletionTimestamp(null)
                .setLabels(Map.of())
                .setNodeName(agent.node())
                .setPhase("Running")
                .setPodIps(List.of(address))
                .setHostIps(List.of("192.0.2.2"))
                .setHostNetwork(false)
                .setOs(agent.windows() ? "windows" : null)
                .setConditions(List.of())
                .setAnnotations(annotated ? Map.of("cni.projectcalico.org/podIP", address + "/32") : Map.of())
                .setStartedAt(null);
        edit.accept(state);
        var said = state.build();
        cluster.told.add(new Told.ByApi(
                Cluster.exact(at),
                Topics.PODS,
                "Pod",
                uid,
                Plant.CLUSTER + "/default/" + name + "/" + uid,
                origin -> PodRecord.newBuilder()
                        .setOrigin(origin)
                        .setEventTime(origin.getObservedAt())
                        .setDeleted(deleted)
                        .setState(said)
                        .setMark(null)
                        .build()));
    }

    Workload workload() {
        return Workload.newBuilder().setNamespace("default").setPod(name).build();
    }

    /** Host's side of its veth pair, as Calico computes it. */
    String link() {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-1").digest(("default." + name).getBytes(StandardCharsets.UTF_8));
            return "cali" + HexFormat.of().formatHex(digest).substring(0, 11);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

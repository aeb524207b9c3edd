/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.cluster.Endpoint;
import io.flowmend.schemas.cluster.EndpointPort;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.PodState;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.SocketSeen;
import io.flowmend.schemas.telemetry.Tuple;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The world of {@link World}, with pods, and flows towards the address of the one that backed its service. */
final class GhostWorld {

    static final String ADDRESS = "10.244.1.5";
    static final String FORMER = "pod-1";

    final World world;
    private final PipelineDriver driver;

    GhostWorld(PipelineDriver driver, World world) {
        this.driver = driver;
        this.world = world;
    }

    /** A running pod of {@code default} that owns {@link #ADDRESS}. */
    void pod(double at, String name, String uid) {
        pod(at, name, uid, false, pod -> {});
    }

    void pod(double at, String name, String uid, boolean deleted, Consumer<PodState.Builder> edit) {
        var state = PodState.newBuilder()
                .setNamespace("default")
                .setName(name)
                .setUid(uid)
                .setCreatedAt(World.T0)
                .setDeletionTimestamp(null)
                .setLabels(Map.of())
                .setNodeName("node-b")
                .setPhase("Running")
                .setPodIps(List.of(ADDRESS))
                .setHostIps(List.of("192.0.2.2"))
                .setHostNetwork(false)
                .setOs(null)
                .setConditions(List.of())
                .setAnnotations(Map.of())
                .setStartedAt(null);
        edit.accept(state);
        driver.pod(
                PipelineDriver.CLUSTER + "/default/" + name + "/" + uid,
                PodRecord.newBuilder()
                        .setOrigin(world.api("Pod", uid, at))
                        .setEventTime(World.at(at))
                        .setDeleted(deleted)
                        .setState(state.build())
                        .setMark(null)
                        .build());
    }

    /** The service, its backend and the backend's pod, all well. */
    void healthy() {
        healthyWithoutMarks();
        world.known(2);
    }

    void healthyWithoutMarks() {
        world.service(1, service -> {});
        pod(1, "traps-0", FORMER);
        world.slice(1.1, true, "node-b");
    }

    /** The slice with a ready backend at {@link #ADDRESS}, of a pod or of nobody. */
    void backend(double at, @Nullable String uid) {
        world.slice(
                at,
                true,
                "node-b",
                slice -> slice.setEndpoints(slice.getEndpoints().stream()
                        .map(each -> Endpoint.newBuilder(each).setTargetUid(uid).build())
                        .toList()));
    }

    /** The pod is deleted and leaves the slice, at 10 s. */
    void ended() {
        pod(10, "traps-0", FORMER, true, pod -> {});
        world.slice(10.1, true, "node-b", slice -> slice.setEndpoints(List.of()));
    }

    /** The pod is gone at 10 s, and the entry of its sender is seen and used. */
    void ghost() {
        healthy();
        ended();
        world.known(10.5);
        sees(11, FlowKind.SEEN, 5000);
        sees(11.9, FlowKind.REFRESHED, 5000);
    }

    void sees(double at, FlowKind kind, int port) {
        sees(at, kind, port, entry -> {});
    }

    /** An unanswered UDP entry that leads to the pod's address. */
    void sees(double at, FlowKind kind, int port, Consumer<FlowRecord.Builder> edit) {
        world.sees(at, kind, entry -> {
            entry.setOriginal(new Tuple("10.1.0.2", World.VIP, port, 162))
                    .setReply(new Tuple(ADDRESS, "10.1.0.2", 162, port))
                    .setTowardsGone(true)
                    .setService("default/traps");
            edit.accept(entry);
        });
    }

    /** A TCP socket towards the pod, through a service that has no TCP port: its slice has one. */
    void socket(double at, FlowKind kind, int retransmits, long lastAckMillis) {
        sees(
                at,
                kind,
                5000,
                entry -> entry.setProtocol(6)
                        .setEndOfLife(null)
                        .setSocket(new SocketSeen(
                                77L, 4026531840L, 1, retransmits, (long) retransmits, lastAckMillis, null, null)));
    }

    /** The slice with ports of both protocols. */
    void tcpToo(double at) {
        world.slice(
                at,
                true,
                "node-b",
                slice -> slice.setPorts(
                        List.of(new EndpointPort("snmp", "UDP", 162), new EndpointPort("snmp-tcp", "TCP", 162))));
    }
}

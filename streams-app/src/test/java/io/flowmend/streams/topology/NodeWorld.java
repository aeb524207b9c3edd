/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.T0;
import static io.flowmend.streams.topology.World.at;

import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.PodState;
import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.ProgrammedRecord;
import io.flowmend.schemas.telemetry.ResetSeen;
import io.flowmend.schemas.telemetry.SourceProgress;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.flowmend.schemas.telemetry.Tuple;
import io.flowmend.schemas.telemetry.TyphaSeen;
import io.flowmend.schemas.telemetry.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Several nodes whose agents tell what they see of endpoints, as their producers would write it. */
final class NodeWorld {

    private final PipelineDriver driver;
    private final World world;
    private final Map<String, Long> sequences = new TreeMap<>();
    private final Map<String, Long> beats = new HashMap<>();
    private final Map<String, Long> lost = new HashMap<>();
    private final List<String> sources;
    private final Map<String, String> versions;

    NodeWorld(PipelineDriver driver, Map<String, String> versions, String... sources) {
        this.driver = driver;
        this.world = new World(driver);
        this.versions = versions;
        this.sources = List.of(sources);
    }

    /** A running pod of {@code default}, annotated by its CNI. */
    void pod(double at, String node, String name, String address) {
        pod(at, node, name, address, pod -> {});
    }

    void pod(double at, String node, String name, String address, Consumer<PodState.Builder> edit) {
        var state = PodState.newBuilder()
                .setNamespace("default")
                .setName(name)
                .setUid("uid-" + name)
                .setCreatedAt(at(1))
                .setDeletionTimestamp(null)
                .setLabels(Map.of())
                .setNodeName(node)
                .setPhase("Running")
                .setPodIps(List.of(address))
                .setHostIps(List.of("192.0.2.2"))
                .setHostNetwork(false)
                .setOs(null)
                .setConditions(List.of())
                .setAnnotations(Map.of("cni.projectcalico.org/podIP", address + "/32"))
                .setStartedAt(null);
        edit.accept(state);
        driver.pod(
                PipelineDriver.CLUSTER + "/default/" + name + "/uid-" + name,
                PodRecord.newBuilder()
                        .setOrigin(world.api("Pod", "uid-" + name, at))
                        .setEventTime(at(at))
                        .setState(state.build())
                        .setMark(null)
                        .build());
    }

    void sees(double at, String node, String source, EndpointKind kind, Consumer<EndpointRecord.Builder> edit) {
        var record = EndpointRecord.newBuilder()
                .setOrigin(origin(at, node, source))
                .setEventTime(at(at))
                .setKind(kind);
        edit.accept(record);
        driver.endpoint(record.build());
    }

    private NodeOrigin origin(double at, String node, String source) {
        var sequence = sequences.merge(node + "/" + source, 1L, Long::sum);
        return new NodeOrigin(PipelineDriver.CLUSTER, node, source, "boot-1", sequence, at(at));
    }

    /** The node's proxy has programmed every change of slices up to here. */
    void programmed(double at, String node, long revision) {
        driver.programmed(ProgrammedRecord.newBuilder()
                .setOrigin(origin(at, node, "proxy"))
                .setEventTime(at(at))
                .setSource("EndpointSlice")
                .setRevision(revision)
                .build());
    }

    void typha(double at, String node, String instance) {
        sees(
                at,
                node,
                "felix",
                EndpointKind.TYPHA_CONNECTED,
                record -> record.setTypha(new TyphaSeen(instance, "192.0.2.9:5473")));
    }

    void applied(double at, String node, String pod) {
        sees(at, node, "felix", EndpointKind.WORKLOAD_APPLIED, record -> record.setWorkload(workload(pod)));
    }

    static Workload workload(String pod) {
        return Workload.newBuilder().setNamespace("default").setPod(pod).build();
    }

    /** A reset that a peer on this node received of the pod's address. */
    void reset(double at, String node, String peer, String pod) {
        driver.flow(FlowRecord.newBuilder()
                .setOrigin(origin(at, node, "tcp"))
                .setEventTime(at(at))
                .setKind(FlowKind.RESET)
                .setProtocol(6)
                .setZone(0)
                .setConntrackId(0)
                .setOriginal(new Tuple(peer, pod, 40000, 80))
                .setReply(new Tuple(pod, peer, 80, 40000))
                .setStatus(0)
                .setTimeoutSeconds(null)
                .setEndOfLife(null)
                .setRefreshedFrom(null)
                .setToLocalAddress(false)
                .setLocalListener(false)
                .setAuthor(null)
                .setSnapshot(null)
                .setReset(ResetSeen.newBuilder()
                        .setSent(false)
                        .setState("TCP_ESTABLISHED")
                        .build())
                .build());
    }

    void lose(String source) {
        lost.merge(source, 1L, Long::sum);
    }

    void nodeKnown(double at, String node) {
        var beat = beats.merge(node, 1L, Long::sum);
        var progress = sources.stream()
                .map(source -> new SourceProgress(
                        source,
                        "boot-1",
                        T0,
                        sequences.getOrDefault(node + "/" + source, 0L),
                        lost.getOrDefault(source, 0L)))
                .toList();
        driver.status(
                PipelineDriver.CLUSTER + "/" + node,
                StatusRecord.newBuilder()
                        .setCluster(PipelineDriver.CLUSTER)
                        .setHeartbeat(Heartbeat.newBuilder()
                                .setNode(node)
                                .setWatermark(at(at))
                                .setPeriodMillis(500)
                                .setSequence(beat)
                                .setSources(progress)
                                .setVersions(versions)
                                .setProxy(null)
                                .build())
                        .setMark(null)
                        .build(),
                at(at));
    }

    void apiKnown(double at) {
        world.apiKnown(at);
    }

    void known(double at, String... nodes) {
        for (var node : nodes) {
            nodeKnown(at, node);
        }
        apiKnown(at);
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.T0;
import static io.flowmend.streams.topology.World.at;

import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.NodeRecord;
import io.flowmend.schemas.cluster.NodeState;
import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.IpvsSeen;
import io.flowmend.schemas.telemetry.ResetSeen;
import io.flowmend.schemas.telemetry.SourceProgress;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.flowmend.schemas.telemetry.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several nodes that say what they see of TCP connections, and the API's word of them. */
final class LossWorld {

    private final PipelineDriver driver;
    private final World world;
    private final Map<String, Long> sequences = new HashMap<>();
    private long beats;

    LossWorld(PipelineDriver driver, World world) {
        this.driver = driver;
        this.world = world;
    }

    /** The API's word of a node's condition Ready. */
    void ready(String node, double at, String ready) {
        var record = NodeRecord.newBuilder()
                .setOrigin(world.api("Node", node, at))
                .setEventTime(at(at))
                .setState(NodeState.newBuilder()
                        .setName(node)
                        .setUid("uid-" + node)
                        .setCreatedAt(T0)
                        .setReady(ready)
                        .setReadySince(at(at))
                        .setAddresses(List.of())
                        .setPodCidrs(List.of())
                        .setOs("linux")
                        .setKernelVersion("")
                        .setKubeletVersion("")
                        .setKubeProxyVersion("")
                        .setContainerRuntimeVersion("")
                        .build())
                .setMark(null)
                .build();
        driver.raw(Topics.NODES, PipelineDriver.CLUSTER + "/" + node, driver.bytes(Topics.NODES, record), at(at));
    }

    /** Nodes are known up to here. */
    void nodesKnown(double at) {
        var record = NodeRecord.newBuilder()
                .setOrigin(world.api("Node", "", at))
                .setEventTime(at(at))
                .setState(null)
                .setMark(ApiMark.newBuilder()
                        .setWatermark(at(at))
                        .setReturnedAt(at(at))
                        .setReason(null)
                        .build())
                .build();
        driver.raw(Topics.NODES, PipelineDriver.CLUSTER + "/_mark/0", driver.bytes(Topics.NODES, record), at(at));
    }

    /** A heartbeat: the node has seen nothing else up to here. */
    void knows(String node, double at) {
        beats++;
        driver.status(
                PipelineDriver.CLUSTER + "/" + node,
                StatusRecord.newBuilder()
                        .setCluster(PipelineDriver.CLUSTER)
                        .setHeartbeat(Heartbeat.newBuilder()
                                .setNode(node)
                                .setWatermark(at(at))
                                .setPeriodMillis(5000)
                                .setSequence(beats)
                                .setSources(List.of(
                                        new SourceProgress("tcp", "boot", T0, sequences.getOrDefault(node, 0L), 0L)))
                                .setVersions(Map.of("kube-router", "v2.5.0"))
                                .build())
                        .setMark(null)
                        .build(),
                at(at));
    }

    void ipvs(String node, double at, Tuple original, String backend) {
        var row = IpvsSeen.newBuilder()
                .setDestination(backend)
                .setDestinationPort(443)
                .setState("ESTABLISHED")
                .setExpiresSeconds(890)
                .setScheduler("mh")
                .setForward("Tunnel")
                .build();
        driver.flow(flow(node, at, FlowKind.SEEN, original).setIpvs(row).build());
    }

    void resets(String node, double at, Tuple original) {
        var reset = ResetSeen.newBuilder()
                .setSent(true)
                .setReason("NO_SOCKET")
                .setState("UNKNOWN")
                .build();
        driver.flow(flow(node, at, FlowKind.RESET, original).setReset(reset).build());
    }

    /** A translated entry of netfilter's conntrack. */
    void entry(String node, double at, Tuple original, String backend) {
        driver.flow(flow(node, at, FlowKind.SEEN, original)
                .setReply(answer(backend, original))
                .setStatus(14)
                .setTcpState(3)
                .setEndOfLife(at(at + 86_400))
                .build());
    }

    private FlowRecord.Builder flow(String node, double at, FlowKind kind, Tuple original) {
        var sequence = sequences.merge(node, 1L, Long::sum);
        return FlowRecord.newBuilder()
                .setOrigin(new NodeOrigin(PipelineDriver.CLUSTER, node, "tcp", "boot", sequence, at(at)))
                .setEventTime(at(at))
                .setKind(kind)
                .setProtocol(6)
                .setZone(0)
                .setConntrackId(0)
                .setOriginal(original)
                .setReply(answer(original.getDestination(), original))
                .setStatus(0)
                .setToLocalAddress(false)
                .setLocalListener(false);
    }

    private static Tuple answer(String from, Tuple to) {
        return Tuple.newBuilder()
                .setSource(from)
                .setDestination(to.getSource())
                .setSourcePort(to.getDestinationPort())
                .setDestinationPort(to.getSourcePort())
                .build();
    }
}

/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.Endpoint;
import io.flowmend.schemas.cluster.EndpointPort;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.EndpointSliceState;
import io.flowmend.schemas.cluster.LoadBalancerIngress;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.Author;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.ProxyKind;
import io.flowmend.schemas.telemetry.ServiceProxy;
import io.flowmend.schemas.telemetry.SourceProgress;
import io.flowmend.schemas.telemetry.StatusMark;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.flowmend.schemas.telemetry.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cluster with one node that says what it sees, as its producers would write it. */
final class World {

    static final String NODE = "node-a";
    static final String VIP = "203.0.113.7";
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final PipelineDriver driver;
    private final Map<String, Long> sequences = new HashMap<>();
    private final String bootId = "boot-1";
    private long resourceVersion = 100;
    private long beats;
    private long lost;
    private @Nullable ServiceProxy proxy;

    World(PipelineDriver driver) {
        this.driver = driver;
    }

    static Instant at(double seconds) {
        return T0.plusNanos((long) (seconds * 1e9));
    }

    /** A UDP service on {@link #VIP}:162. */
    void service(double at, Consumer<ServiceState.Builder> edit) {
        service(at, edit, false);
    }

    void serviceDeleted(double at) {
        serviceDeleted(at, service -> {});
    }

    void serviceDeleted(double at, Consumer<ServiceState.Builder> edit) {
        service(at, edit, true);
    }

    private void service(double at, Consumer<ServiceState.Builder> edit, boolean deleted) {
        var state = ServiceState.newBuilder()
                .setNamespace("default")
                .setName("traps")
                .setUid("svc-1")
                .setCreatedAt(T0)
                .setDeletionTimestamp(null)
                .setLabels(Map.of())
                .setType("LoadBalancer")
                .setClusterIps(List.of("10.96.0.10"))
                .setExternalIps(List.of())
                .setLoadBalancerIngress(List.of(new LoadBalancerIngress(VIP, "VIP")))
                .setPorts(List.of(new ServicePort("snmp", "UDP", 162, 0)))
                .setExternalTrafficPolicy("Cluster")
                .setInternalTrafficPolicy("Cluster")
                .setSessionAffinity("None")
                .setServiceProxyName(null)
                .setAnnotations(Map.of());
        edit.accept(state);
        driver.service(
                PipelineDriver.CLUSTER + "/default/traps/" + state.getUid(),
                ServiceRecord.newBuilder()
                        .setOrigin(api("Service", state.getUid(), at))
                        .setEventTime(at(at))
                        .setDeleted(deleted)
                        .setState(state.build())
                        .setMark(null)
                        .build());
    }

    /** The slice of the service, with one backend on a node. */
    void slice(double at, boolean ready, String node) {
        slice(at, ready, node, slice -> {});
    }

    void slice(double at, boolean ready, String node, Consumer<EndpointSliceState.Builder> edit) {
        var endpoint = Endpoint.newBuilder()
                .setAddresses(List.of("10.244.1.5"))
                .setReady(ready)
                .setServing(ready)
                .setTerminating(false)
                .setNodeName(node)
                .setZone(null)
                .setTargetKind("Pod")
                .setTargetNamespace("default")
                .setTargetName("traps-0")
                .setTargetUid("pod-1")
                .build();
        var state = EndpointSliceState.newBuilder()
                .setNamespace("default")
                .setName("traps-x")
                .setUid("slice-1")
                .setCreatedAt(T0)
                .setDeletionTimestamp(null)
                .setServiceName("traps")
                .setAddressType("IPv4")
                .setPorts(List.of(new EndpointPort("snmp", "UDP", 162)))
                .setEndpoints(List.of(endpoint))
                .setLastChangeTriggerTime(null);
        edit.accept(state);
        driver.slice(
                PipelineDriver.CLUSTER + "/default/traps-x",
                EndpointSliceRecord.newBuilder()
                        .setOrigin(api("EndpointSlice", "slice-1", at))
                        .setEventTime(at(at))
                        .setState(state.build())
                        .setMark(null)
                        .build());
    }

    /** The API is known up to here, and the nodes are judged against it. */
    void apiKnown(double at) {
        apiKnown(at, null, null);
    }

    void apiKnown(double at, @Nullable Instant unknownFrom, @Nullable Instant unknownUntil) {
        servicesKnown(at, unknownFrom, unknownUntil);
        driver.pod(
                PipelineDriver.CLUSTER + "/_mark/0",
                PodRecord.newBuilder()
                        .setOrigin(api("Pod", "", at))
                        .setEventTime(at(at))
                        .setState(null)
                        .setMark(mark(at, null, null))
                        .build());
        driver.status(
                PipelineDriver.CLUSTER + "/_mark/0",
                StatusRecord.newBuilder()
                        .setCluster(PipelineDriver.CLUSTER)
                        .setHeartbeat(null)
                        .setMark(new StatusMark(at(at), at(at), 0, 1))
                        .build(),
                at(at));
    }

    /** Services and slices are known up to here; pods are not. */
    void servicesKnown(double at) {
        servicesKnown(at, null, null);
    }

    private void servicesKnown(double at, @Nullable Instant unknownFrom, @Nullable Instant unknownUntil) {
        driver.service(
                PipelineDriver.CLUSTER + "/_mark/0",
                ServiceRecord.newBuilder()
                        .setOrigin(api("Service", "", at))
                        .setEventTime(at(at))
                        .setState(null)
                        .setMark(mark(at, unknownFrom, unknownUntil))
                        .build());
        driver.slice(
                PipelineDriver.CLUSTER + "/_mark/0",
                EndpointSliceRecord.newBuilder()
                        .setOrigin(api("EndpointSlice", "", at))
                        .setEventTime(at(at))
                        .setState(null)
                        .setMark(mark(at, null, null))
                        .build());
    }

    private static ApiMark mark(double at, @Nullable Instant unknownFrom, @Nullable Instant unknownUntil) {
        return ApiMark.newBuilder()
                .setWatermark(at(at))
                .setReturnedAt(at(at))
                .setUnknownFrom(unknownFrom)
                .setUnknownUntil(unknownUntil)
                .setReason(null)
                .build();
    }

    /** The node has seen nothing else up to here. */
    void nodeKnown(double at) {
        beats++;
        var progress = new SourceProgress("conntrack", bootId, T0, sequences.getOrDefault(NODE, 0L), lost);
        driver.status(
                PipelineDriver.CLUSTER + "/" + NODE,
                StatusRecord.newBuilder()
                        .setCluster(PipelineDriver.CLUSTER)
                        .setHeartbeat(Heartbeat.newBuilder()
                                .setNode(NODE)
                                .setWatermark(at(at))
                                .setPeriodMillis(500)
                                .setSequence(beats)
                                .setSources(List.of(progress))
                                .setProxy(proxy)
                                .build())
                        .setMark(null)
                        .build(),
                at(at));
    }

    /** Both are known up to here; the node first, so that the API's mark does not find it behind. */
    void known(double at) {
        nodeKnown(at);
        apiKnown(at);
    }

    /** From 1.1 s on, with its backend on {@link #NODE}. */
    void readyService() {
        service(1, service -> {});
        slice(1.1, true, NODE);
    }

    /** Made at 2.5 s and in use at 5 s, untranslated. */
    void entryInUse() {
        sees(2.5, FlowKind.CREATED);
        sees(5, FlowKind.REFRESHED);
    }

    /** A flow that began before its service had a backend, and is in use. */
    void brokenFlow() {
        service(1, service -> {});
        slice(1.1, false, NODE);
        known(2);
        entryInUse();
        known(5.5);
        slice(6, true, NODE);
    }

    void proxy(ProxyKind kind, @Nullable Instant lastSync) {
        proxy = ServiceProxy.newBuilder()
                .setKind(kind)
                .setLastSync(lastSync)
                .setObservedAt(T0)
                .build();
    }

    void lostSomething() {
        lost++;
    }

    /** The entry of 10.1.0.2:5000 towards {@link #VIP}:162, un-NATed and unanswered. */
    FlowRecord.Builder entry(double at, FlowKind kind) {
        var sequence = sequences.merge(NODE, 1L, Long::sum);
        return FlowRecord.newBuilder()
                .setOrigin(new NodeOrigin(PipelineDriver.CLUSTER, NODE, "conntrack", bootId, sequence, at(at)))
                .setEventTime(at(at))
                .setKind(kind)
                .setProtocol(17)
                .setZone(0)
                .setConntrackId(7)
                .setOriginal(new Tuple("10.1.0.2", VIP, 5000, 162))
                .setReply(new Tuple(VIP, "10.1.0.2", 162, 5000))
                .setStatus(8)
                .setTimeoutSeconds(30)
                .setEndOfLife(at(at).plus(Duration.ofSeconds(30)))
                .setRefreshedFrom(kind == FlowKind.REFRESHED ? at(at - 2).plus(Duration.ofSeconds(30)) : null)
                .setToLocalAddress(false)
                .setLocalListener(false)
                .setAuthor(null)
                .setSnapshot(null);
    }

    void sees(double at, FlowKind kind) {
        driver.flow(entry(at, kind).build());
    }

    void sees(double at, FlowKind kind, Consumer<FlowRecord.Builder> edit) {
        var entry = entry(at, kind);
        edit.accept(entry);
        driver.flow(entry.build());
    }

    void removedBy(double at, String program) {
        sees(at, FlowKind.DESTROYED, entry -> entry.setAuthor(new Author(4711L, program)));
    }

    ApiOrigin api(String type, String uid, double at) {
        resourceVersion++;
        return new ApiOrigin(PipelineDriver.CLUSTER, type, uid, Long.toString(resourceVersion), at(at), false);
    }
}

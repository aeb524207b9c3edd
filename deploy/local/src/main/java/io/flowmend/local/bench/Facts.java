/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.Endpoint;
import io.flowmend.schemas.cluster.EndpointPort;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.EndpointSliceState;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.SourceProgress;
import io.flowmend.schemas.telemetry.StatusMark;
import io.flowmend.schemas.telemetry.StatusRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records as the producers write them. */
final class Facts {

    static final String CLUSTER = "bench";
    static final String NAMESPACE = "default";
    static final int PORT = 162;

    static ServiceRecord service(String name, List<String> addresses, List<Integer> ports, long version, Instant at) {
        var state = ServiceState.newBuilder()
                .setNamespace(NAMESPACE)
                .setName(name)
                .setUid("uid-" + name)
                .setCreatedAt(at)
                .setLabels(Map.of())
                .setType("ClusterIP")
                .setClusterIps(List.of("10.96.0.10"))
                .setExternalIps(addresses)
                .setLoadBalancerIngress(List.of())
                .setPorts(ports.stream()
                        .map(port -> new ServicePort("p" + port, "UDP", port, 0))
                        .toList())
                .setExternalTrafficPolicy("Cluster")
                .setInternalTrafficPolicy("Cluster")
                .setSessionAffinity("None")
                .build();
        return ServiceRecord.newBuilder()
                .setOrigin(origin("Service", "uid-" + name, version, at))
                .setEventTime(at)
                .setState(state)
                .build();
    }

    static EndpointSliceRecord slice(String service, boolean ready, long version, Instant at) {
        var endpoint = Endpoint.newBuilder()
                .setAddresses(List.of("10.244.1.5"))
                .setReady(ready)
                .setServing(ready)
                .setTerminating(false)
                .setNodeName("node-0")
                .build();
        var state = EndpointSliceState.newBuilder()
                .setNamespace(NAMESPACE)
                .setName(service + "-x")
                .setUid("uid-" + service + "-x")
                .setCreatedAt(at)
                .setLabels(Map.of())
                .setServiceName(service)
                .setAddressType("IPv4")
                .setPorts(List.of(new EndpointPort("p" + PORT, "UDP", PORT)))
                .setEndpoints(List.of(endpoint))
                .build();
        return EndpointSliceRecord.newBuilder()
                .setOrigin(origin("EndpointSlice", "uid-" + service + "-x", version, at))
                .setEventTime(at)
                .setState(state)
                .build();
    }

    static ServiceRecord serviceMark(Instant at) {
        return ServiceRecord.newBuilder()
                .setOrigin(origin("Service", "", 0, at))
                .setEventTime(at)
                .setMark(mark(at))
                .build();
    }

    static EndpointSliceRecord sliceMark(Instant at) {
        return EndpointSliceRecord.newBuilder()
                .setOrigin(origin("EndpointSlice", "", 0, at))
                .setEventTime(at)
                .setMark(mark(at))
                .build();
    }

    static PodRecord podMark(Instant at) {
        return PodRecord.newBuilder()
                .setOrigin(origin("Pod", "", 0, at))
                .setEventTime(at)
                .setMark(mark(at))
                .build();
    }

    static StatusRecord statusMark(Instant at, int partition, int partitions) {
        return StatusRecord.newBuilder()
                .setCluster(CLUSTER)
                .setMark(new StatusMark(at, at, partition, partitions))
                .build();
    }

    static StatusRecord heartbeat(String node, long number, SourceProgress progress, Instant at) {
        return StatusRecord.newBuilder()
                .setCluster(CLUSTER)
                .setHeartbeat(Heartbeat.newBuilder()
                        .setNode(node)
                        .setWatermark(at)
                        .setPeriodMillis(500)
                        .setSequence(number)
                        .setSources(List.of(progress))
                        .build())
                .build();
    }

    private static ApiMark mark(Instant at) {
        return ApiMark.newBuilder().setWatermark(at).setReturnedAt(at).build();
    }

    private static ApiOrigin origin(String type, String uid, long version, Instant at) {
        return new ApiOrigin(CLUSTER, type, uid, Long.toString(version), at, false);
    }

    private Facts() {}
}
